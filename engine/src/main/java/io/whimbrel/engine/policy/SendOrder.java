package io.whimbrel.engine.policy;

import io.whimbrel.engine.memory.PageSet;

/** The order in which the pages of a round are sent. Called from the source's thread; must not allocate per page. */
public interface SendOrder {

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
     *     {@link PageSet#NONE} when the round is over
     */
    long next(PageSet pending);
}
