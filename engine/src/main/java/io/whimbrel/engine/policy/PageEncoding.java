package io.whimbrel.engine.policy;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * How a page's bytes are put on the wire. One object per end of a migration; it may keep state, for example a cache
 * of pages sent. Negotiated by name in the hello.
 */
public interface PageEncoding {

    /** Answer of {@link #encode}: send the page's bytes as they are. */
    int RAW = -1;
    /** Answer of {@link #encode}: the page is all zero and needs no bytes. */
    int ZERO = 0;

    /**
     * Encodes a page. The guest may be writing to it meanwhile: read each byte once or be ready for it to change. A
     * page torn by a write is sent again, because that write dirtied it.
     *
     * @param page          page number
     * @param pageAddress   address of its first byte
     * @param pageBytes     its length
     * @param target        where to put the encoded bytes
     * @param targetOffset  first byte to use there
     * @param targetCapacity how many bytes may be used; less than {@code pageBytes} where a page exceeds a frame
     * @return bytes written, from 1 to {@code targetCapacity}; or {@link #RAW}; or {@link #ZERO}
     */
    int encode(long page, long pageAddress, int pageBytes, MutableDirectBuffer target, int targetOffset,
            int targetCapacity);

    /**
     * Decodes what {@link #encode} wrote. Not called for raw and zero pages. Called by one thread at a time, which need not
     * be the same each time.
     *
     * @param page        page number
     * @param source      the encoded bytes
     * @param offset      the first of them
     * @param length      how many
     * @param pageAddress address to which the page goes; holds what the page held before
     * @param pageBytes   its length
     * @throws IllegalArgumentException when the bytes cannot have been written by the same encoding
     */
    void decode(long page, DirectBuffer source, int offset, int length, long pageAddress, int pageBytes);
}
