package io.whimbrel.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.CountingProgram;
import io.whimbrel.engine.presence.Faults;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What fails is said once, and leaves a guest that runs on or one that can be mended. */
class SnapshotFailureTest {

    private static final int PAGE_BYTES = 4096;
    private static final PageGeometry GEOMETRY = new PageGeometry(64 * PAGE_BYTES, PAGE_BYTES);
    private static final long INTERVAL_NS = 10_000;
    private static final long LONG_ENOUGH_NS = 50 * INTERVAL_NS;

    private final Stubborn program = new Stubborn(new CountingProgram(GEOMETRY, 2, INTERVAL_NS, 42));
    private final SnapshotWorld world = new SnapshotWorld(program, GEOMETRY);
    private final Guest guest = world.guest;

    @AfterEach
    void close() {
        world.close();
    }

    /** Drives an operation until it fails, and on: it has nothing to add. */
    private <T extends Throwable> T failureOf(final PausedOperation operation, final Class<T> kind) {
        final T failure = assertThrows(kind, () -> world.await(() -> {
            operation.doWork();
            return operation.isDone();
        }));
        assertTrue(operation.isFailed());
        assertFalse(operation.isDone());
        assertEquals(0, operation.doWork());
        return failure;
    }

    private RollBack rollBack(final VirtualSnapshot snapshot, final LongConsumer restored) {
        return RollBack.to(snapshot, guest, restored, world.cpu);
    }

    @Test
    void shouldLetTheGuestRunOnWhenARollBackFailsBeforeItHasChangedAnything() {
        final VirtualSnapshot snapshot = world.takeVirtual(2 * PAGE_BYTES);
        world.runFor(LONG_ENOUGH_NS);
        final RollBack rollBack = rollBack(snapshot, page -> {});
        assertTrue(failureOf(rollBack, SnapshotException.class).getMessage().contains("is lost"));
        rollBack.onClose();
        assertFalse(guest.isAskedToPause());
        world.runFor(LONG_ENOUGH_NS);
        world.end(snapshot);
        world.verify();
    }

    @Test
    void shouldRefuseAVirtualSnapshotOfAGuestWhosePagesAreAbsent() {
        final Faults faults = new Faults(GEOMETRY.pages(), 2, world.cpu);
        guest.accessBy(vcpu -> faults.access(guest.memory(), vcpu));
        final TakeVirtual take = new TakeVirtual(guest, Long.MAX_VALUE, world.cpu);
        assertTrue(failureOf(take, IllegalStateException.class).getMessage().contains("absent"));
        assertFalse(VirtualSnapshot.isAttachedTo(guest));
        take.snapshot().close();
    }

    @Test
    void shouldKeepAGuestPausedThatIsOfTwoInstantsUntilItIsMended() {
        final VirtualSnapshot snapshot = world.takeVirtual(Long.MAX_VALUE);
        world.runFor(LONG_ENOUGH_NS);
        final long[] told = new long[1];
        final RollBack torn = rollBack(snapshot, page -> {
            if (++told[0] == 3) {
                throw new IllegalArgumentException("no more of that");
            }
        });
        final SnapshotException failure = failureOf(torn, SnapshotException.class);
        assertEquals(
                "roll-back failed in the middle: the guest stays paused, for part of it is of one instant and part of"
                        + " another; roll it back once more, or drop it: no more of that",
                failure.getMessage());
        torn.onClose();
        world.runFor(LONG_ENOUGH_NS);
        assertTrue(guest.isPaused());
        final RollBack again = world.rollBackTo(snapshot);
        assertTrue(again.isDone() && again.pagesRestored() > 0);
        world.verify();
        guest.resume();
        world.runFor(LONG_ENOUGH_NS);
        world.end(snapshot);
        world.verify();
    }

    @Test
    void shouldNotTouchAGuestWhoseStateCannotBeSaved() {
        final GuestAccess[] before = {guest.access(0), guest.access(1)};
        program.refuses = true;
        final TakeVirtual virtual = new TakeVirtual(guest, Long.MAX_VALUE, world.cpu);
        assertEquals(Stubborn.COMPLAINT, failureOf(virtual, IllegalStateException.class).getMessage());
        final TakeFull full = new TakeFull(guest, world.cpu);
        assertEquals(Stubborn.COMPLAINT, failureOf(full, IllegalStateException.class).getMessage());
        program.refuses = false;
        assertNull(virtual.snapshot().state());
        assertNull(full.snapshot());
        virtual.onClose();
        full.onClose();
        assertSame(before[0], guest.access(0));
        assertSame(before[1], guest.access(1));
        assertFalse(guest.isAskedToPause());
        world.runFor(LONG_ENOUGH_NS);
        world.verify();
    }

    @Test
    void shouldStayPausedWhereItWasPausedBefore() {
        world.pause();
        program.refuses = true;
        failureOf(new TakeFull(guest, world.cpu), IllegalStateException.class);
        assertTrue(guest.isPaused());
    }

    @Test
    void shouldGiveACopyUpOfWhichAPageIsLost() {
        final VirtualSnapshot snapshot = world.takeVirtual(2 * PAGE_BYTES);
        world.runFor(LONG_ENOUGH_NS);
        final BackgroundCopy copy = new BackgroundCopy(snapshot);
        final SnapshotException failure = assertThrows(SnapshotException.class, () -> world.await(() -> {
            copy.doWork();
            return copy.isDone();
        }));
        assertTrue(failure.getMessage().contains("is lost"), failure::getMessage);
        assertTrue(copy.isFailed() && !copy.isDone());
        assertEquals(0, copy.doWork());
        assertNull(copy.snapshot());
        copy.onClose();
        world.end(snapshot);
        world.runFor(LONG_ENOUGH_NS);
        world.verify();
    }

    /** A guest whose execution state cannot be had when it does not want to. */
    private static final class Stubborn implements GuestProgram {

        private static final String COMPLAINT = "the state is not to be had";

        private final CountingProgram program;
        private boolean refuses;

        Stubborn(final CountingProgram program) {
            this.program = program;
        }

        @Override
        public int vcpus() {
            return program.vcpus();
        }

        @Override
        public void fill(final GuestMemory memory) {
            program.fill(memory);
        }

        @Override
        public VcpuProgram vcpu(final int vcpu) {
            final VcpuProgram plain = program.vcpu(vcpu);
            return new VcpuProgram() {
                @Override
                public long nextStartNs() {
                    return plain.nextStartNs();
                }

                @Override
                public void execute(final GuestAccess memory) {
                    plain.execute(memory);
                }

                @Override
                public long operations() {
                    return plain.operations();
                }

                @Override
                public long readDigest() {
                    return plain.readDigest();
                }

                @Override
                public int stateLength() {
                    return plain.stateLength();
                }

                @Override
                public void saveState(final MutableDirectBuffer buffer, final int offset) {
                    if (refuses && vcpu == 1) {
                        throw new IllegalStateException(COMPLAINT);
                    }
                    plain.saveState(buffer, offset);
                }

                @Override
                public void loadState(final DirectBuffer buffer, final int offset) {
                    plain.loadState(buffer, offset);
                }
            };
        }
    }
}
