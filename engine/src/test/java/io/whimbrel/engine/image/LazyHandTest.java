package io.whimbrel.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.migration.CountingProgram;
import io.whimbrel.engine.policy.builtin.NoPrefetch;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.presence.Presence;
import io.whimbrel.engine.presence.Stall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A vCPU that stands still reads its own page of the image, and nobody else's. */
@Timeout(60)
class LazyHandTest {

    private static final PageGeometry GEOMETRY = new PageGeometry(8 * 4096, 4096);
    private static final long PAGE = 5;
    private static final long ANOTHER = 3;

    private final GuestMemory memory = new GuestMemory(GEOMETRY);
    private final Faults faults = new Faults(GEOMETRY.pages(), 2, SystemNanoClock.INSTANCE);
    private final Guest guest = Guest.arriving(memory, new CountingProgram(GEOMETRY, 2, 1, 1), faults,
            SystemNanoClock.INSTANCE);
    private final List<Long> read = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> faulted = new ArrayList<>();
    private RuntimeException damage;
    private final LazyRestore restore = new LazyRestore(new Numbered(), guest, new NoPrefetch(Long.MAX_VALUE),
            (timeNs, vcpu, page) -> faulted.add(page), SystemNanoClock.INSTANCE);
    private final GuestAccess access = faults.access(memory, 0);

    @BeforeEach
    void begin() {
        restore.begin();
        faults.ports().get(0).stallBy(new Lending());
        faults.ports().get(1).stallBy(new Waiting());
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private long touch(final GuestAccess by, final long page) {
        return by.getLong(GEOMETRY.offsetOf(page));
    }

    @Test
    void shouldReadItsOwnPageAndLeaveThoseOfOthersAlone() throws InterruptedException {
        final GuestAccess another = faults.access(memory, 1);
        final Thread vcpu = Thread.ofPlatform().name("another-vcpu").start(() -> touch(another, ANOTHER));
        while (faults.ports().get(1).wanted() == PageSet.NONE) {
            assertFalse(Thread.interrupted(), "interrupted by the time limit");
            Thread.onSpinWait();
        }
        assertEquals(PAGE, touch(access, PAGE));
        assertEquals(List.of(PAGE), read);
        restore.doWork();
        vcpu.join();
        assertEquals(List.of(PAGE, ANOTHER), read);
        assertEquals(List.of(PAGE, ANOTHER), faulted);
        assertEquals(2, restore.report().demandedPages());
    }

    @Test
    void shouldReadAPageOnceThatAnotherWantsToo() throws InterruptedException {
        final GuestAccess another = faults.access(memory, 1);
        final Thread vcpu = Thread.ofPlatform().name("another-vcpu").start(() -> touch(another, PAGE));
        while (faults.ports().get(1).wanted() == PageSet.NONE) {
            assertFalse(Thread.interrupted(), "interrupted by the time limit");
            Thread.onSpinWait();
        }
        assertEquals(PAGE, touch(access, PAGE));
        vcpu.join();
        assertEquals(PAGE + 1, touch(access, PAGE + 1));
        assertEquals(List.of(PAGE, PAGE + 1), read);
        assertEquals(1, faults.sharedFaults(), "the other's");
    }

    @Test
    void shouldLeaveItToTheAgentToSayThatAllIsHere() {
        for (long page = 0; page < GEOMETRY.pages(); page++) {
            assertEquals(page, touch(access, page));
        }
        assertFalse(restore.isDone());
        restore.doWork();
        assertTrue(restore.isDone());
        assertEquals(GEOMETRY.pages(), restore.report().demandedPages());
    }

    @Test
    void shouldReadNoMoreOnceAPageCannotBeHad() {
        damage = new IllegalStateException("page 5 is damaged");
        assertThrows(StandsStill.class, () -> touch(access, PAGE));
        assertSame(damage, restore.failure());
        assertEquals(List.of(PAGE), read);
        assertFalse(faults.presence().isPresent(PAGE));
        restore.doWork();
        assertEquals(List.of(PAGE), read);
    }

    @Test
    void shouldReadNothingOnceTheAgentHasEnded() {
        restore.onClose();
        assertThrows(StandsStill.class, () -> touch(access, PAGE));
        assertEquals(List.of(), read);
        assertFalse(faults.presence().isPresent(PAGE));
    }

    /** What a vCPU's thread throws that is ended while it waits. */
    private static final class StandsStill extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Helps as often as it takes, and no more often than that. */
    private final class Lending implements Stall {

        @Override
        public void until(final Presence presence, final long page) {
            for (int i = 0; i < 3 && !presence.isPresent(page); i++) {
                faults.fetcher().lendHand(page);
            }
            if (!presence.isPresent(page)) {
                throw new StandsStill();
            }
        }

        @Override
        public void wake() {
            // It never sleeps.
        }
    }

    private static final class Waiting implements Stall {

        @Override
        public void until(final Presence presence, final long page) {
            while (!presence.isPresent(page)) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void wake() {
            // It never sleeps.
        }
    }

    /** Each page begins with its number. */
    private final class Numbered implements PageSource {

        @Override
        public boolean isZero(final long page) {
            return false;
        }

        @Override
        public void read(final long page, final long address) {
            read.add(page);
            if (damage != null) {
                throw damage;
            }
            UnsafeApi.putLong(address, page);
        }
    }
}
