package io.whimbrel.engine.policy;

import io.whimbrel.engine.memory.PageSet;

/** The order in which the pages of a round are sent. Called from the source's thread; must not allocate per page. */
public interface SendOrder {

    /** Answer of {@link #next}: none of the pages is to be sent yet, though the round is not over. Not while paused. */
    long LATER = -2;
    /** Answer of {@link #next}: dirty bits are to be taken over before it is asked again. Not while the guest is paused. */
    long SYNC = -3;

    /**
     * Says whether this is for such a guest. Called before anything is done with the guest.
     *
     * @param pages pages of the guest
     * @throws IllegalArgumentException in one line, when it is for another guest
     */
    default void requirePages(final long pages) {
        // Most orders are for any guest.
    }

    /**
     * Time passes. Called before pages are asked for, whenever the source looks for work.
     *
     * @param guestTimeNs nanoseconds since the guest was started
     */
    default void at(final long guestTimeNs) {
        // Most orders know no time.
    }

    /**
     * A round begins.
     *
     * @param round   its number, from 1; the pages sent while the guest is paused are a round too
     * @param pending the pages to send; it shrinks as they are sent, and may grow within a round
     */
    void beginRound(int round, PageSet pending);

    /**
     * The page to send next.
     *
     * @param pending the pages still to send
     * @return a member of {@code pending} that was not returned before in this round unless it was added again, or
     *     {@link PageSet#NONE} when the round is over, or {@link #LATER}, or {@link #SYNC}
     */
    long next(PageSet pending);
}
