package io.whimbrel.engine.image;

import io.whimbrel.engine.snapshot.ExecutionState;

/**
 * An image that is written a few pages at a time, and then read back into the memory that it was made for. Nothing that
 * is done with it takes longer than its pages do, so that a duty cycle can go on beside it.
 */
public interface KeptImage {

    /**
     * Writes pages out of the memory. Every page is written once, in ascending order.
     *
     * @param first page number
     * @param count how many
     * @return pages that take room: those that are all zero do not
     * @throws java.io.UncheckedIOException in one line naming the file
     */
    int write(long first, int count);

    /**
     * Makes the image whole, once every page is written.
     *
     * @param state the execution state
     * @throws java.io.UncheckedIOException in one line naming the file
     */
    void complete(ExecutionState state);

    /**
     * The execution state, as a whole image has it.
     *
     * @return state
     */
    ExecutionState state();

    /**
     * Replaces pages of the memory by what a whole image has.
     *
     * @param first page number
     * @param count how many
     * @return pages that were read: those that are all zero are not
     * @throws java.io.UncheckedIOException in one line naming the file
     * @throws ImageException                when it is damaged
     */
    int load(long first, int count);
}
