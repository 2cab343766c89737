package io.whimbrel.workloads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.verify.Replay;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.engine.verify.VcpuOutcome;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What every guest program must keep to, or migrations of it cannot be proved. Extend it for a program of your own. */
public abstract class VcpuProgramContract {

    private static final int OPERATIONS = 3_000;
    private static final int MAX_STATE_BYTES = 4 << 10;
    private static final byte CANARY = 0x5a;

    /**
     * A program with at least two virtual CPUs, always the same one.
     *
     * @return a new one
     */
    protected abstract GuestProgram program();

    /**
     * The shape of the memory for which the program is made.
     *
     * @return a small one
     */
    protected abstract PageGeometry geometry();

    @Test
    void shouldFillAlike() {
        try (GuestMemory one = filled(); GuestMemory other = filled()) {
            assertArrayEquals(Guests.bytes(one), Guests.bytes(other));
        }
    }

    @Test
    void shouldDoTheSameEachTime() {
        final GuestProgram program = program();
        try (GuestMemory one = filled(); GuestMemory other = filled()) {
            for (int vcpu = 0; vcpu < program.vcpus(); vcpu++) {
                final VcpuProgram first = program.vcpu(vcpu);
                final VcpuProgram second = program().vcpu(vcpu);
                for (int i = 0; i < OPERATIONS; i++) {
                    assertEquals(first.nextStartNs(), second.nextStartNs());
                    first.execute(one);
                    second.execute(other);
                    assertEquals(first.readDigest(), second.readDigest());
                }
            }
            assertArrayEquals(Guests.bytes(one), Guests.bytes(other));
        }
    }

    @Test
    void shouldNotDependOnTheOrderInWhichVcpusAreRun() {
        final GuestProgram program = program();
        try (GuestMemory inTurn = filled(); GuestMemory interleaved = filled()) {
            final List<VcpuProgram> vcpus = new ArrayList<>();
            for (int vcpu = 0; vcpu < program.vcpus(); vcpu++) {
                Guests.execute(program.vcpu(vcpu), inTurn, OPERATIONS);
                vcpus.add(program.vcpu(vcpu));
            }
            for (int i = 0; i < OPERATIONS; i++) {
                vcpus.forEach(vcpu -> vcpu.execute(interleaved));
            }
            assertArrayEquals(Guests.bytes(inTurn), Guests.bytes(interleaved));
        }
    }

    @Test
    void shouldGoOnFromAStateSavedAtAnyPoint() {
        final Random random = new Random(11);
        try (GuestMemory uninterrupted = filled(); GuestMemory moved = filled()) {
            for (int vcpu = 0; vcpu < program().vcpus(); vcpu++) {
                final VcpuProgram whole = program().vcpu(vcpu);
                VcpuProgram part = program().vcpu(vcpu);
                while (whole.operations() < OPERATIONS) {
                    final int operations = random.nextInt(300);
                    Guests.execute(whole, uninterrupted, operations);
                    Guests.execute(part, moved, operations);
                    part = resumed(part, program().vcpu(vcpu));
                    assertEquals(whole.operations(), part.operations());
                    assertEquals(whole.nextStartNs(), part.nextStartNs());
                    assertEquals(whole.readDigest(), part.readDigest());
                }
            }
            assertArrayEquals(Guests.bytes(uninterrupted), Guests.bytes(moved));
        }
    }

    /** Carries a state over in a buffer that begins and ends with bytes that do not belong to it. */
    private static VcpuProgram resumed(final VcpuProgram from, final VcpuProgram to) {
        final int offset = 24;
        final int length = from.stateLength();
        assertTrue(length <= MAX_STATE_BYTES, "the state is too long: " + length);
        assertEquals(length, to.stateLength());
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[offset + length + offset]);
        buffer.setMemory(0, buffer.capacity(), CANARY);
        from.saveState(buffer, offset);
        for (int i = 0; i < offset; i++) {
            assertEquals(CANARY, buffer.getByte(i));
            assertEquals(CANARY, buffer.getByte(offset + length + i));
        }
        to.loadState(buffer, offset);
        return to;
    }

    @Test
    void shouldNotChangeItsStateBySavingIt() {
        try (GuestMemory memory = filled()) {
            final VcpuProgram vcpu = program().vcpu(0);
            Guests.execute(vcpu, memory, 100);
            final byte[] first = new byte[vcpu.stateLength()];
            final byte[] second = new byte[vcpu.stateLength()];
            vcpu.saveState(new UnsafeBuffer(first), 0);
            vcpu.nextStartNs();
            vcpu.saveState(new UnsafeBuffer(second), 0);
            assertArrayEquals(first, second);
        }
    }

    @Test
    void shouldStartNoOperationBeforeTheOneBeforeIt() {
        try (GuestMemory memory = filled()) {
            final VcpuProgram vcpu = program().vcpu(0);
            long previousNs = 0;
            for (int i = 0; i < OPERATIONS; i++) {
                final long startNs = vcpu.nextStartNs();
                assertTrue(startNs >= previousNs, startNs + " comes after " + previousNs);
                assertEquals(startNs, vcpu.nextStartNs());
                assertEquals(i, vcpu.operations());
                previousNs = startNs;
                vcpu.execute(memory);
            }
        }
    }

    @Test
    void shouldTouchPagesThatNoOtherVcpuTouches() {
        final GuestProgram program = program();
        assertTrue(program.vcpus() > 1, "the contract needs a guest of several vCPUs");
        final Set<Long> touchedByOthers = new HashSet<>();
        try (GuestMemory memory = filled()) {
            for (int vcpu = 0; vcpu < program.vcpus(); vcpu++) {
                final RecordingAccess access = new RecordingAccess(memory);
                Guests.execute(program.vcpu(vcpu), access, OPERATIONS);
                final Set<Long> touched = new HashSet<>(access.readPages());
                touched.addAll(access.writtenPages());
                assertTrue(touched.stream().noneMatch(touchedByOthers::contains), "vCPU " + vcpu);
                touchedByOthers.addAll(touched);
            }
        }
    }

    @Test
    void shouldAllocateNothingPerOperation() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (GuestMemory memory = filled()) {
            final VcpuProgram vcpu = program().vcpu(0);
            Guests.execute(vcpu, memory, OPERATIONS);
            // The virtual machine itself may allocate once in a while on a thread's behalf; a program would every time.
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                Guests.execute(vcpu, memory, OPERATIONS);
                vcpu.nextStartNs();
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least, "bytes allocated by " + OPERATIONS + " operations");
        }
    }

    @Test
    void shouldBeProvedByReplay() {
        final GuestProgram program = program();
        try (GuestMemory memory = filled()) {
            final List<VcpuOutcome> outcomes = new ArrayList<>();
            for (int vcpu = 0; vcpu < program.vcpus(); vcpu++) {
                final VcpuProgram running = program.vcpu(vcpu);
                Guests.execute(running, memory, OPERATIONS + vcpu);
                outcomes.add(VcpuOutcome.of(running));
            }
            final ReplayVerdict verdict = new Replay(program(), geometry(), outcomes).compareWith(memory);
            assertTrue(verdict.verified(), verdict::toString);
        }
    }

    private GuestMemory filled() {
        return Guests.filled(program(), geometry());
    }
}
