package io.whimbrel.workloads.content;

import io.whimbrel.workloads.random.RandomStream;

/** What the memory holds at first, and what a write makes of what it finds. Immutable; must not allocate per write. */
public interface ContentModel {

    /**
     * Whether there is anything to keep but which version of a page this is.
     *
     * @return true unless said otherwise
     */
    default boolean isKept() {
        return true;
    }

    /**
     * How many bytes a write covers.
     *
     * @return a positive multiple of 8
     */
    int writeBytes();

    /**
     * The share of writes that store the very bytes that are there already.
     *
     * @return from 0 to 1
     */
    double silentShare();

    /**
     * Changes each of some bytes.
     *
     * @param bytes  what the memory holds, to be replaced by what is to be written
     * @param index  first byte to change, a multiple of 8
     * @param length how many to change, a multiple of 8
     * @param random the randomness of contents alone
     */
    void change(byte[] bytes, int index, int length, RandomStream random);

    /**
     * Makes the first content of a block: a page, or a record's value.
     *
     * @param bytes  where to
     * @param index  first byte of the block, a multiple of 8
     * @param length of the block, a multiple of 8
     * @param random the randomness of this content alone
     * @return false when the whole block is zero
     */
    boolean fill(byte[] bytes, int index, int length, RandomStream random);
}
