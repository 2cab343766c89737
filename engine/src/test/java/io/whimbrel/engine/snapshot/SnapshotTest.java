package io.whimbrel.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.memory.ZeroBytes;
import io.whimbrel.engine.migration.CountingProgram;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final int PAGE_BYTES = 4096;
    private static final PageGeometry GEOMETRY = new PageGeometry(64 * PAGE_BYTES, PAGE_BYTES);
    private static final long INTERVAL_NS = 10_000;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final SnapshotWorld world = new SnapshotWorld(new CountingProgram(GEOMETRY, 2, INTERVAL_NS, 42), GEOMETRY);
    private final Guest guest = world.guest;

    @AfterEach
    void close() {
        world.close();
    }

    private long operations() {
        return guest.vcpus().stream().mapToLong(vcpu -> vcpu.program().operations()).sum();
    }

    @Test
    void shouldBeTheGuestAtTheInstantWhateverItDoesMeanwhile() {
        world.runFor(50 * INTERVAL_NS);
        world.pause();
        final VirtualSnapshot virtual = world.takeVirtual(NO_LIMIT);
        try (FullSnapshot full = world.takeFull()) {
            guest.resume();
            world.runFor(20 * INTERVAL_NS);
            try (FullSnapshot copy = world.copy(virtual)) {
                assertSame(full, copy);
                world.verification.of(full);
                world.verification.of(copy);
            }
        }
        world.end(virtual);
        world.verify();
    }

    private static void assertSame(final FullSnapshot expected, final FullSnapshot actual) {
        assertEquals(bytesOf(expected.state()), bytesOf(actual.state()));
        for (long page = 0; page < GEOMETRY.pages(); page++) {
            assertTrue(RollBack.same(expected.memory().addressOfPage(page), actual.memory().addressOfPage(page),
                    PAGE_BYTES), "page " + page);
        }
    }

    private static UnsafeBuffer bytesOf(final ExecutionState state) {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[state.length()]);
        state.copyTo(bytes, 0);
        return bytes;
    }

    @Test
    void shouldLetTheGuestRunOnAfterAPauseThatCopiesNothing() {
        world.runFor(50 * INTERVAL_NS);
        final long before = operations();
        final VirtualSnapshot snapshot = world.takeVirtual(NO_LIMIT);
        assertFalse(guest.isPaused());
        world.runFor(10 * INTERVAL_NS);
        assertTrue(operations() > before);
        final SnapshotReport report = world.end(snapshot);
        assertEquals(0, report.pagesCopied());
        assertTrue(report.pauseNs() > 0 && report.pauseNs() < report.durationNs());
    }

    @Test
    void shouldCopyExactlyThePagesThatAreWritten() {
        world.runFor(50 * INTERVAL_NS);
        world.pause();
        final FullSnapshot before = world.takeFull();
        final VirtualSnapshot snapshot = world.takeVirtual(NO_LIMIT);
        guest.resume();
        world.runFor(30 * INTERVAL_NS);
        world.pause();
        final FullSnapshot after = world.takeFull();
        final PageSet written = snapshot.written();
        for (long page = 0; page < GEOMETRY.pages(); page++) {
            assertEquals(!RollBack.same(before.memory().addressOfPage(page), after.memory().addressOfPage(page),
                    PAGE_BYTES), written.contains(page), "page " + page);
        }
        final SnapshotReport report = world.end(snapshot);
        assertTrue(report.distinctPagesWritten() > 0);
        assertEquals(report.distinctPagesWritten(), report.pagesCopiedOnWrite());
        assertEquals(report.distinctPagesWritten() * PAGE_BYTES, report.memoryHeldBytes());
        before.close();
        after.close();
    }

    @Test
    void shouldCountACopyMadeMeanwhileAsAFullSnapshotIsCounted() {
        world.runFor(50 * INTERVAL_NS);
        world.pause();
        final TakeFull full = new TakeFull(guest, world.cpu);
        world.drive(full, full::isDone).snapshot().close();
        final VirtualSnapshot virtual = world.takeVirtual(NO_LIMIT);
        guest.resume();
        world.runFor(30 * INTERVAL_NS);
        final BackgroundCopy copy = new BackgroundCopy(virtual);
        world.drive(copy, copy::isDone).snapshot().close();
        world.pause();
        final SnapshotReport report = copy.report();
        assertTrue(full.report().pagesCopied() < GEOMETRY.pages(), "no page is zero");
        assertEquals(full.report().pagesCopied(), report.pagesCopied());
        assertTrue(report.pagesCopiedOnWrite() > 0, "nothing was saved");
        assertEquals((report.pagesCopied() + report.pagesCopiedOnWrite()) * PAGE_BYTES, report.memoryHeldBytes());
        world.end(virtual);
    }

    @Test
    void shouldSayWhatChangedBetweenTwoSnapshots() {
        final VirtualSnapshot first = world.takeVirtual(NO_LIMIT);
        final FullSnapshot atFirst = world.copy(first);
        world.runFor(30 * INTERVAL_NS);
        world.pause();
        final PageSet changed = first.written();
        final VirtualSnapshot second = world.takeVirtual(NO_LIMIT);
        first.detach();
        guest.resume();
        world.runFor(30 * INTERVAL_NS);
        // A full image and an increment make the second instant.
        for (long page = changed.next(0); page != PageSet.NONE; page = changed.next(page + 1)) {
            second.readPage(page, atFirst.memory().addressOfPage(page));
        }
        try (FullSnapshot increment = new FullSnapshot(atFirst.memory(), second.state())) {
            world.verification.of(increment);
        }
        world.end(first);
        world.end(second);
    }

    @Test
    void shouldLoseTheSnapshotAndNotTheGuestWhenMemoryRunsOut() {
        final VirtualSnapshot snapshot = world.takeVirtual(3 * PAGE_BYTES);
        world.runFor(50 * INTERVAL_NS);
        assertThrows(IllegalStateException.class, () -> world.copy(snapshot));
        final RollBack rollBack = RollBack.to(snapshot, guest, world.tracker::wrote, world.cpu);
        assertThrows(IllegalStateException.class, () -> world.rollBack(rollBack));
        final SnapshotReport report = world.end(snapshot);
        assertEquals(3, report.pagesCopiedOnWrite());
        assertEquals(3 * PAGE_BYTES, report.memoryHeldBytes());
        assertTrue(report.distinctPagesWritten() > 3);
        assertFalse(guest.isPaused(), "a rollback that fails leaves the guest running");
        world.verify();
    }

    @Test
    void shouldRefuseToBeReadOrClosedAtTheWrongTime() {
        final VirtualSnapshot snapshot = world.takeVirtual(NO_LIMIT);
        assertThrows(IllegalStateException.class, snapshot::close);
        assertThrows(IllegalStateException.class, snapshot::written, "the guest is running");
        snapshot.detach();
        assertThrows(IllegalStateException.class, () -> snapshot.readPage(0, 0));
        assertThrows(IllegalStateException.class, () -> snapshot.releasePage(0));
        world.end(snapshot);
        snapshot.close();
    }

    @Test
    void shouldRollBackPagesStateAndTime() {
        world.runFor(50 * INTERVAL_NS);
        world.pause();
        final VirtualSnapshot snapshot = world.takeVirtual(NO_LIMIT);
        final long thenNs = snapshot.state().guestTimeNs();
        final long then = operations();
        guest.resume();
        world.runFor(1000 * INTERVAL_NS);
        world.pause();
        world.rollBackTo(snapshot);
        assertEquals(then, operations());
        assertEquals(thenNs, guest.timeNs(), INTERVAL_NS);
        world.verify();
        guest.resume();
        world.runFor(10 * INTERVAL_NS);
        assertEquals(then + 2 * 10, operations(), 2 * 2, "no more is due than was due then");
        world.end(snapshot);
        world.verify();
    }

    @Test
    void shouldVerifyAfterEachOfAHundredRollbacks() {
        final SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 100; i++) {
            world.runFor(random.nextLong(20 * INTERVAL_NS));
            switch (i % 3) {
                case 0 -> throughVirtual(random);
                case 1 -> throughFull(world.takeFull(), random);
                default -> throughCopyOfVirtual(random);
            }
        }
    }

    private void throughVirtual(final SplittableRandom random) {
        final VirtualSnapshot snapshot = world.takeVirtual(NO_LIMIT);
        for (int again = 0; again < 2; again++) {
            world.runFor(random.nextLong(40 * INTERVAL_NS));
            world.rollBackTo(snapshot);
            world.verify();
        }
        world.end(snapshot);
    }

    private void throughFull(final FullSnapshot snapshot, final SplittableRandom random) {
        world.runFor(random.nextLong(40 * INTERVAL_NS));
        world.rollBackTo(snapshot);
        world.verify();
        snapshot.close();
    }

    private void throughCopyOfVirtual(final SplittableRandom random) {
        final VirtualSnapshot snapshot = world.takeVirtual(NO_LIMIT);
        throughFull(world.copy(snapshot), random);
        world.end(snapshot);
    }

    @Test
    void shouldRollBackToOneSnapshotAndKeepAnother() {
        final VirtualSnapshot first = world.takeVirtual(NO_LIMIT);
        world.runFor(30 * INTERVAL_NS);
        final VirtualSnapshot second = world.takeVirtual(NO_LIMIT);
        world.runFor(30 * INTERVAL_NS);
        assertTrue(world.rollBackTo(first).pagesRestored() > 0);
        world.verify();
        world.runFor(30 * INTERVAL_NS);
        assertTrue(world.rollBackTo(second).pagesRestored() > 0);
        world.verify();
        world.runFor(30 * INTERVAL_NS);
        world.end(first);
        try (FullSnapshot copy = world.copy(second)) {
            world.verification.of(copy);
        }
        world.end(second);
        world.verify();
    }

    @Test
    void shouldHandRestoredPagesToTheDirtyTracker() {
        final VirtualSnapshot snapshot = world.takeVirtual(NO_LIMIT);
        world.runFor(30 * INTERVAL_NS);
        world.pause();
        final PageSet written = snapshot.written();
        final HierarchicalBitmap dirty = new HierarchicalBitmap(GEOMETRY.pages());
        sync(dirty);
        dirty.clear();
        final RollBack rollBack = world.rollBackTo(snapshot);
        sync(dirty);
        assertEquals(written.cardinality(), rollBack.pagesRestored());
        assertEquals(written.cardinality(), dirty.cardinality());
        for (long page = written.next(0); page != PageSet.NONE; page = written.next(page + 1)) {
            assertTrue(dirty.contains(page));
        }
        world.end(snapshot);
    }

    private void sync(final HierarchicalBitmap into) {
        world.tracker.beginSync();
        world.await(() -> world.tracker.pollSync(into));
    }

    @Test
    void shouldRefuseASnapshotOfAnotherGuest() {
        final PageGeometry other = new PageGeometry(32 * PAGE_BYTES, PAGE_BYTES);
        try (SnapshotWorld elsewhere = new SnapshotWorld(new CountingProgram(other, 1, INTERVAL_NS, 1), other);
                FullSnapshot foreign = elsewhere.takeFull()) {
            assertThrows(IllegalArgumentException.class,
                    () -> RollBack.to(foreign, guest, world.tracker::wrote, world.cpu));
        }
    }

    @Test
    void shouldLeaveZeroPagesOut() {
        final TakeFull take = new TakeFull(guest, world.cpu);
        try (FullSnapshot full = world.drive(take, take::isDone).snapshot()) {
            long zero = 0;
            for (long page = 0; page < GEOMETRY.pages(); page++) {
                zero += ZeroBytes.at(full.memory().addressOfPage(page), PAGE_BYTES) ? 1 : 0;
            }
            assertTrue(zero > 0);
            assertEquals(GEOMETRY.pages() - zero, take.report().pagesCopied());
        }
    }
}
