package io.whimbrel.engine.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.OperationPhases.Phase;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuestTest {

    private static final long MS = 1_000_000L;

    private final GuestMemory memory = new GuestMemory(new PageGeometry(4 * 4096, 4096));
    private long nowNs = 5_000_000_000L;
    private final Guest guest = Guest.untracked(memory, new Ticking(2, 256), () -> nowNs);

    @AfterEach
    void close() {
        memory.close();
    }

    private void runUntil(final Guest which, final long ns) {
        while (nowNs < ns) {
            which.vcpus().forEach(Vcpu::doWork);
            nowNs += 100_000;
        }
    }

    private static long operations(final Guest which) {
        return which.vcpus().getFirst().program().operations();
    }

    @Test
    void shouldRunNothingBeforeItIsStarted() {
        runUntil(guest, nowNs + 10 * MS);
        assertEquals(0, operations(guest));
        assertTrue(guest.isPaused());
    }

    @Test
    void shouldStartEachOperationWhenItIsMeantTo() {
        final long start = nowNs;
        guest.start();
        runUntil(guest, start + 100 * MS);
        assertEquals(100, operations(guest), "one a millisecond");
    }

    @Test
    void shouldStopAtABoundaryAndCatchUpLater() {
        final long start = nowNs;
        guest.start();
        runUntil(guest, start + 10 * MS);
        guest.requestPause();
        assertFalse(guest.isPaused(), "not before a vCPU has passed a boundary");
        runUntil(guest, start + 50 * MS);
        assertTrue(guest.isPaused());
        assertEquals(10, operations(guest));
        guest.resume();
        runUntil(guest, start + 60 * MS);
        assertEquals(60, operations(guest));
    }

    @Test
    void shouldMeasureAPauseFromTheIntendedStarts() {
        final long start = nowNs;
        guest.start();
        runUntil(guest, start + 10 * MS);
        guest.phases().duringFrom(10 * MS);
        guest.requestPause();
        runUntil(guest, start + 50 * MS);
        guest.phases().afterFrom(50 * MS);
        guest.resume();
        runUntil(guest, start + 100 * MS);
        guest.requestPause();
        final OperationLog log = guest.vcpus().getFirst().log();
        assertEquals(10, log.latencies(Phase.BEFORE).getTotalCount());
        assertEquals(40, log.latencies(Phase.DURING).getTotalCount());
        assertEquals(50, log.latencies(Phase.AFTER).getTotalCount());
        assertEquals(40, log.latencies(Phase.DURING).getMaxValue() / MS, "the first one waited the whole pause");
        assertEquals(41 * MS, log.longestGapNs(Phase.DURING), "from the last completion to the next");
        assertEquals(log.latencies(Phase.DURING), log.latencies(Phase.DURING), "asking changes nothing");
    }

    @Test
    void shouldRunTheShareThatTheThrottleLeaves() {
        final long start = nowNs;
        guest.throttle(0.75);
        guest.start();
        long ranIn = 0;
        for (int slice = 0; slice < 400; slice++) {
            final long before = operations(guest);
            runUntil(guest, start + (slice + 1) * MS);
            ranIn += operations(guest) > before ? 1 : 0;
        }
        assertEquals(100, ranIn, 10, "of 400 milliseconds, those in which it ran");
        assertThrows(IllegalArgumentException.class, () -> guest.throttle(1));
    }

    @Test
    void shouldGoOnElsewhereFromItsState() {
        final long start = nowNs;
        guest.start();
        runUntil(guest, start + 20 * MS);
        guest.requestPause();
        runUntil(guest, start + 21 * MS);
        final UnsafeBuffer state = new UnsafeBuffer(new byte[Guest.MAX_STATE_LENGTH]);
        guest.saveState(state, 0);
        final Guest other = Guest.untracked(memory, new Ticking(2, 256), () -> nowNs);
        other.loadState(state, 0, guest.stateLength());
        other.startedAt(start);
        other.resume();
        runUntil(other, start + 30 * MS);
        assertEquals(30, operations(other));
        other.requestPause();
        assertEquals(2 * MS, other.vcpus().getFirst().log().longestGapNs(Phase.BEFORE), "seen across the two");
    }

    @Test
    void shouldRefuseTheStateOfAnotherGuest() {
        final UnsafeBuffer state = new UnsafeBuffer(new byte[Guest.MAX_STATE_LENGTH]);
        guest.saveState(state, 0);
        final Guest other = Guest.untracked(memory, new Ticking(1, 256), () -> nowNs);
        assertThrows(IllegalArgumentException.class, () -> other.loadState(state, 0, guest.stateLength()));
    }

    @Test
    void shouldRefuseMoreStateThanAMigrationCarries() {
        assertThrows(IllegalArgumentException.class,
                () -> Guest.untracked(memory, new Ticking(8, 1024), () -> nowNs));
    }

    /** One operation a millisecond. */
    private record Ticking(int vcpus, int stateLength) implements GuestProgram {

        @Override
        public void fill(final GuestMemory fresh) {}

        @Override
        public VcpuProgram vcpu(final int vcpu) {
            return new VcpuProgram() {

                private long operations;

                @Override
                public long nextStartNs() {
                    return operations * MS;
                }

                @Override
                public void execute(final GuestAccess access) {
                    operations++;
                }

                @Override
                public long operations() {
                    return operations;
                }

                @Override
                public long readDigest() {
                    return 0;
                }

                @Override
                public int stateLength() {
                    return stateLength;
                }

                @Override
                public void saveState(final MutableDirectBuffer buffer, final int offset) {
                    buffer.putLong(offset, operations);
                }

                @Override
                public void loadState(final DirectBuffer buffer, final int offset) {
                    operations = buffer.getLong(offset);
                }
            };
        }
    }
}
