package io.whimbrel.engine.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A vCPU's thread helps to fetch its page, and then sleeps: costs nothing, and is woken by its page and nothing else. */
@Timeout(60)
class ParkedStallTest {

    private static final PageGeometry GEOMETRY = new PageGeometry(2 * 4096, 4096);
    private static final long PAGE = 1;
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Hands that it lends before it sleeps, which are some tens of microseconds. */
    private static final int HANDS = 100;
    /** Ten times what it takes for that in a JVM that has done nothing yet. */
    private static final long AWAKE_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final GuestMemory memory = new GuestMemory(GEOMETRY);
    private final Faults faults = new Faults(GEOMETRY.pages(), 1, SystemNanoClock.INSTANCE);
    private final GuestAccess access = faults.access(memory, 0);
    private final Helped helped = new Helped();
    private final Thread vcpu = Thread.ofPlatform().name("waiting-vcpu")
            // One that still waits at the end is ended, and says so.
            .uncaughtExceptionHandler((thread, e) -> failure = e)
            .unstarted(this::touch);
    private volatile long found;
    private volatile Throwable failure;

    private void touch() {
        found = access.getLong(GEOMETRY.offsetOf(PAGE));
    }

    @AfterEach
    void end() throws InterruptedException {
        vcpu.interrupt();
        vcpu.join();
        memory.close();
        if (failure != null) {
            assertInstanceOf(AgentTerminationException.class, failure);
        }
    }

    @Test
    void shouldTakeNoProcessorTimeWhileItWaits() {
        startAndAwaitSleep();
        final long cpuNs = cpuNs();
        final long sinceNs = System.nanoTime();
        while (System.nanoTime() - sinceNs < WAIT_NS) {
            LockSupport.parkNanos(WAIT_NS / 20);
        }
        final long takenNs = cpuNs() - cpuNs;
        assertTrue(takenNs < WAIT_NS / 100, takenNs + " ns of processor time");
        assertEquals(Thread.State.WAITING, vcpu.getState());
        assertEquals(HANDS, helped.hands);
        assertEquals(PAGE, faults.ports().getFirst().wanted());
    }

    @Test
    void shouldBeWokenByItsPage() throws InterruptedException {
        startAndAwaitSleep();
        memory.putLong(0, 6);
        faults.presence().arrived(0);
        faults.wakeThoseServed();
        assertEquals(PAGE, faults.ports().getFirst().wanted(), "that was another's page");
        memory.putLong(GEOMETRY.offsetOf(PAGE), 7);
        faults.presence().arrived(PAGE);
        faults.wakeThoseServed();
        vcpu.join();
        assertEquals(7, found);
        assertEquals(PageSet.NONE, faults.ports().getFirst().wanted());
        assertEquals(1, faults.ports().getFirst().log().faults());
    }

    @Test
    void shouldLendAHandAndWakeTheFetcherOnceBeforeItSleeps() throws InterruptedException {
        startAndAwaitSleep();
        assertEquals(1, helped.roused);
        faults.presence().arrived(PAGE);
        faults.wakeThoseServed();
        vcpu.join();
        assertEquals(HANDS, helped.hands, "it is up to the fetcher now");
        assertEquals(1, helped.roused);
        assertFalse(faults.isAnybodyAsleep());
    }

    @Test
    void shouldNeitherSleepNorWakeAnybodyWhenItsHandBringsThePage() throws InterruptedException {
        helped.needed = 5;
        start();
        vcpu.join();
        assertEquals(5, helped.hands);
        assertEquals(0, helped.roused);
        assertEquals(1, faults.ports().getFirst().log().faults());
    }

    /** The page is here after so many helping hands, if they are ever lent. */
    private final class Helped implements Fetcher {

        private int needed = Integer.MAX_VALUE;
        private volatile int hands;
        private volatile int roused;

        @Override
        public boolean lendHand(final long page) {
            assertEquals(PAGE, page);
            assertFalse(faults.isAnybodyAsleep());
            hands++;
            if (hands == needed) {
                faults.presence().arrived(page);
            }
            return true;
        }

        @Override
        public void rouse() {
            assertTrue(faults.isAnybodyAsleep(), "he would not know that it relies on him");
            roused++;
        }
    }

    private void start() {
        faults.fetchedBy(helped);
        faults.begin();
        vcpu.start();
    }

    /**
     * It lends so many hands and no more, and takes no processor time otherwise, neither of which a busy machine
     * stretches; and it sleeps without a limit, so that nothing but being woken ends it: one that polls would wait by
     * the clock.
     */
    private void startAndAwaitSleep() {
        start();
        while (!faults.isAnybodyAsleep() || vcpu.getState() != Thread.State.WAITING) {
            assertNotEquals(Thread.State.TIMED_WAITING, vcpu.getState());
            assertNotEquals(Thread.State.TERMINATED, vcpu.getState(), () -> "it failed: " + failure);
            assertTrue(helped.hands <= HANDS && cpuNs() < AWAKE_NS, "it spins");
            assertFalse(Thread.interrupted(), "interrupted by the time limit");
            Thread.yield();
        }
        assertEquals(HANDS, helped.hands);
        assertEquals(PAGE, faults.ports().getFirst().wanted());
    }

    private long cpuNs() {
        return threads.getThreadCpuTime(vcpu.threadId());
    }
}
