package io.whimbrel.engine.presence;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageNotes;
import java.util.List;

/**
 * The race that matters in post-copy: a vCPU touches a page at the moment at which it arrives. Everything is the real
 * thing but for the last step: a vCPU that is about to sleep waits for the agent to have looked, and says whether
 * anybody would ever have woken it.
 *
 * <p>Before it applies the page the agent stores to memory that is in no cache: stores leave the store buffer in order,
 * so that those to the page and its tag wait behind, while what the agent looks at runs ahead.
 *
 * <p>A state must be cheap, for jcstress makes millions and closes none. So they share a memory, of which each has the
 * next page; once there is none left they begin anew, with no page present and nothing noted. By the time a page comes
 * round again, whoever had it is long gone. They share the log too, which nobody asks here.
 */
abstract class Arrival {

    /** What is on the page. */
    static final long CONTENT = 7;

    private static final int PAGE_BYTES = PageGeometry.MIN_PAGE_BYTES;
    /** Three times as many as jcstress keeps at once. */
    private static final int PAGES = 1 << 15;
    private static final PageGeometry GEOMETRY = new PageGeometry((long) PAGES * PAGE_BYTES, PAGE_BYTES);
    private static final GuestMemory MEMORY = new GuestMemory(GEOMETRY);
    private static final int DELAYING_STORES = 24;
    private static final long[] ELSEWHERE = new long[1 << 21];
    private static final int FAR = 4099 * 8;
    private static final FaultLog LOG = new FaultLog();

    private static int elsewhere;
    private static Presence currentPresence = new Presence(PAGES);
    private static PageNotes currentNotes = new PageNotes(PAGES);
    private static int nextPage;

    private final long page;
    private final Presence presence;
    private final FaultPort port;
    private final Faults faults;
    private final PresentAccess access;
    private volatile boolean over;
    private boolean asleep;
    private boolean roused;

    Arrival() {
        final PageNotes notes;
        synchronized (MEMORY) {
            if (nextPage == PAGES) {
                nextPage = 0;
                currentPresence = new Presence(PAGES);
                currentNotes = new PageNotes(PAGES);
            }
            presence = currentPresence;
            notes = currentNotes;
            page = nextPage++;
        }
        MEMORY.putLong(GEOMETRY.offsetOf(page), 0);
        port = new FaultPort(presence, () -> 0, new Bed(), LOG);
        faults = new Faults(presence, List.of(port));
        access = new PresentAccess(MEMORY, port, notes);
    }

    /** By the vCPU. */
    final long access() {
        return access.getLong(GEOMETRY.offsetOf(page));
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
        MEMORY.putLong(GEOMETRY.offsetOf(page), CONTENT);
    }

    /** By the agent. */
    final void tagPage() {
        presence.arrived(page);
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
