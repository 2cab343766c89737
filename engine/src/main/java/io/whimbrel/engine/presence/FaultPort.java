package io.whimbrel.engine.presence;

import io.whimbrel.engine.memory.PageSet;
import java.lang.invoke.VarHandle;
import org.agrona.concurrent.NanoClock;

/**
 * Where one vCPU meets the agent that fetches pages. A vCPU waits for one page at a time.
 *
 * <pre>
 *   vCPU                                          agent
 *   wanted = page
 *   full fence
 *   is the page present? no                       copies the page, answers, presence.arrived(page)
 *   sleeps                                        full fence
 *                                                 is the wanted page present? then wakes the vCPU
 * </pre>
 *
 * <p>The agent, here, is whoever has its duty: itself, or another vCPU for a moment. Both sides write first and look then,
 * with a full fence between, so at least one of them sees the other: the vCPU finds the page, or the agent finds the
 * vCPU. What the agent says of the answer is written before the page's tag and read after it.
 *
 * <p>The vCPU notes each page that it has met, in notes of its own ({@link io.whimbrel.engine.memory.PageNotes}). A page
 * that is present stays so, hence whoever has found it present once need only look at his note: a plain load, which the
 * program's order puts after that first look and before the access. So only the first look of each vCPU at each page pays
 * for an acquire, after which a compiler must read again whatever it held in registers.
 *
 * <p>Tested by jcstress, beside an agent without its fence and one that tags a page before it has copied it,
 * both of which must be seen to fail.
 */
public final class FaultPort {

    private final Presence presence;
    private final NanoClock clock;
    private volatile long wanted = PageSet.NONE;
    private final FaultLog log;
    private volatile Stall stall;

    private long answeredPage = PageSet.NONE;
    private long receivedNs;
    private long sentNs;
    private long arrivedNs;
    private long appliedNs;

    FaultPort(final Presence presence, final NanoClock clock, final Stall stall, final FaultLog log) {
        this.presence = presence;
        this.clock = clock;
        this.stall = stall;
        this.log = log;
    }

    /**
     * Has the vCPU wait in another way. Before it runs.
     *
     * @param newStall the way
     */
    public void stallBy(final Stall newStall) {
        stall = newStall;
    }

    /**
     * A page is accessed for the first time: waits for it if it is absent. By the vCPU, which notes it then. All in one
     * method, as one that is short would be compiled into every access, however seldom it is called, and have its calls
     * cost each of them registers.
     */
    void meet(final long page) {
        if (!presence.isPresent(page)) {
            final long raisedNs = clock.nanoTime();
            wanted = page;
            VarHandle.fullFence();
            try {
                stall.until(presence, page);
            } finally {
                wanted = PageSet.NONE;
            }
            if (answeredPage == page) {
                log.answered(page, raisedNs, receivedNs, sentNs, arrivedNs, appliedNs, clock.nanoTime());
            } else {
                log.overtaken(page, raisedNs, clock.nanoTime());
            }
        }
        presence.touch(page);
    }

    /**
     * The page that the vCPU waits for. To be asked by the agent.
     *
     * @return page number, or {@link PageSet#NONE}
     */
    public long wanted() {
        return wanted;
    }

    /** The answer to the page that the vCPU waits for is about to become present. By whoever applies it. */
    void answer(final long page, final long newReceivedNs, final long newSentNs, final long newArrivedNs,
            final long newAppliedNs) {
        receivedNs = newReceivedNs;
        sentNs = newSentNs;
        arrivedNs = newArrivedNs;
        appliedNs = newAppliedNs;
        answeredPage = page;
    }

    /** Wakes the vCPU if its page is here. By whoever has brought it, after a full fence. */
    void wake() {
        final long page = wanted;
        if (page != PageSet.NONE && presence.isPresent(page)) {
            stall.wake();
        }
    }

    boolean isAsleep() {
        return stall.isAsleep();
    }

    /**
     * What the vCPU's waiting came to. To be read while it is paused or has ended.
     *
     * @return log
     */
    public FaultLog log() {
        return log;
    }
}
