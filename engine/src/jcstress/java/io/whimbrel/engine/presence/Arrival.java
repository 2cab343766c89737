package io.whimbrel.engine.presence;

import java.util.List;

/**
 * The race that matters in post-copy: a vCPU touches a page at the moment at which it arrives. Everything is the real
 * thing but for the last step: a vCPU that is about to sleep waits for the agent to have looked, and says whether
 * anybody would ever have woken it.
 *
 * <p>Before it applies the page the agent stores to memory that is in no cache: stores leave the store buffer in order,
 * so that those to the page and its tag wait behind, while what the agent looks at runs ahead. A state must be cheap,
 * for jcstress makes millions, so they share the one thing that nobody asks here, the log.
 */
abstract class Arrival {

    /** What is on the page. */
    static final long CONTENT = 7;

    private static final long PAGE = 0;
    private static final int DELAYING_STORES = 24;
    private static final long[] ELSEWHERE = new long[1 << 21];
    private static final int FAR = 4099 * 8;
    private static final FaultLog LOG = new FaultLog();

    private static int elsewhere;

    private final Presence presence = new Presence(1);
    private final FaultPort port;
    private boolean met;
    private final Faults faults;
    /** The page: a compiler and a processor may do with it all that they may do with guest memory. */
    private final long[] memory = new long[1];
    private volatile boolean over;
    private boolean asleep;
    private boolean roused;

    Arrival() {
        port = new FaultPort(presence, () -> 0, new Bed(), LOG);
        faults = new Faults(presence, List.of(port));
    }

    /** By the vCPU: an access, in the order in which {@link PresentAccess} makes it. */
    final long access() {
        if (!met) {
            port.meet(PAGE);
            met = true;
        }
        return memory[0];
    }

    /** By the agent. */
    final void delay() {
        for (int store = 0; store < DELAYING_STORES; store++) {
            elsewhere = elsewhere + FAR & ELSEWHERE.length - 1;
            ELSEWHERE[elsewhere] = CONTENT;
        }
    }

    /** By the agent. */
    final void copyPage() {
        memory[0] = CONTENT;
    }

    /** By the agent. */
    final void tagPage() {
        presence.arrived(PAGE);
    }

    /** By the agent. */
    final void wakeThoseServed() {
        faults.wakeThoseServed();
    }

    /** By an agent that puts no fence before its look. */
    final void wakeTheVcpuUnfenced() {
        port.wake();
    }

    /** By the agent, which will not look again. */
    final void end() {
        over = true;
    }

    /** By the arbiter: 1 when the vCPU found its page, 2 when it was woken for it, 0 when it sleeps for ever. */
    final int awakening() {
        return !asleep ? 1 : roused ? 2 : 0;
    }

    /** How the vCPU waits. */
    private final class Bed extends ParkedStall {

        Bed() {
            super(() -> Fetcher.NOBODY, 0);
        }

        @Override
        void sleep() {
            asleep = true;
            while (!over) {
                Thread.onSpinWait();
            }
        }

        @Override
        void rouse(final Thread thread) {
            roused = true;
        }
    }
}
