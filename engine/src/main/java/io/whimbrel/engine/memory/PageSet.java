package io.whimbrel.engine.memory;

/** A read-only view of a set of page numbers. Not safe against a concurrent change by another thread. */
public interface PageSet {

    /** What {@link #next(long)} answers when no page is left. */
    long NONE = -1;

    /**
     * The number of pages that the set ranges over; its members lie in {@code [0, pages())}.
     *
     * @return number of pages of the guest
     */
    long pages();

    /**
     * The number of pages in the set.
     *
     * @return members
     */
    long cardinality();

    /**
     * Whether the set has no members.
     *
     * @return true when the cardinality is zero
     */
    default boolean isEmpty() {
        return cardinality() == 0;
    }

    /**
     * Whether a page is in the set.
     *
     * @param page page number in {@code [0, pages())}
     * @return true when it is a member
     */
    boolean contains(long page);

    /**
     * The lowest member at or above a page.
     *
     * @param from page number at which to begin, at least 0; may equal {@link #pages()}
     * @return page number, or {@link #NONE}
     */
    long next(long from);
}
