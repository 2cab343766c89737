package io.whimbrel.workloads.trace.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.workloads.Guests;
import io.whimbrel.workloads.VcpuProgramContract;
import io.whimbrel.workloads.trace.Access;
import io.whimbrel.workloads.trace.TraceException;
import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceHeader;
import io.whimbrel.workloads.trace.TraceWriter;
import io.whimbrel.workloads.trace.record.TraceRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceWorkloadTest {

    private static final String RECORDED = "workload=synthetic(read-share=0.4);arrival=poisson;rate=20k/s;"
            + "content=random(bytes=24B,silent=0.2)";
    private static final int VCPUS = 3;

    @TempDir
    private static Path directory;
    private static Path file;

    @BeforeAll
    static void record() {
        file = directory.resolve("recorded.trace");
        try (TraceWriter writer = new TraceWriter(file, Guests.SMALL.pageBytes(), VCPUS, RECORDED)) {
            new TraceRecorder(Guests.program(RECORDED, Guests.SMALL, VCPUS), Guests.SMALL, () -> 0)
                    .recordFor(2_500_000_000L, writer);
            writer.complete(Guests.SMALL.pages());
        }
    }

    private static GuestProgram replayed(final String arguments, final PageGeometry geometry, final int vcpus) {
        return Guests.program("workload=trace(file=" + file + arguments + ")", geometry, vcpus);
    }

    @Nested
    class Replayed extends VcpuProgramContract {

        @Override
        protected GuestProgram program() {
            return replayed("", geometry(), VCPUS);
        }

        @Override
        protected PageGeometry geometry() {
            return Guests.SMALL;
        }
    }

    private static List<Access> writesOf(final GuestProgram program, final long durationNs) {
        final List<Access> writes = new ArrayList<>();
        new TraceRecorder(program, Guests.SMALL, () -> 0).recordFor(durationNs,
                (timeNs, vcpu, page, write, bytesChanged) -> {
                    if (write) {
                        writes.add(new Access(timeNs, vcpu, page, true, bytesChanged));
                    }
                });
        return writes;
    }

    @Test
    void shouldWriteTheSamePagesAtTheSameTimesAndChangeAsManyBytes() {
        final List<Access> expected = Access.of(TraceFile.open(file)).stream().filter(Access::write).toList();
        assertTrue(expected.size() > 20_000, expected.size() + " writes");
        assertEquals(expected, writesOf(replayed("", Guests.SMALL, VCPUS), Long.MAX_VALUE));
    }

    @Test
    void shouldAccessTheSamePagesWhereOnlyVersionsAreKept() {
        final List<Access> accesses = new ArrayList<>();
        new TraceRecorder(Guests.program("workload=trace(file=" + file + ");content=none", Guests.SMALL, VCPUS),
                Guests.SMALL, () -> 0).recordFor(Long.MAX_VALUE,
                        (timeNs, vcpu, page, write,
                                bytesChanged) -> accesses.add(new Access(timeNs, vcpu, page, write, 0)));
        assertEquals(Access.of(TraceFile.open(file)).stream()
                .map(access -> new Access(access.timeNs(), access.vcpu(), access.page(), access.write(), 0)).toList(),
                accesses);
    }

    @Test
    void shouldChangeAnyNumberOfBytesByAnyContent() {
        final List<Access> accesses = new ArrayList<>();
        for (int bytes = 0; bytes <= 4096; bytes++) {
            accesses.add(Access.write(bytes, 0, bytes % 64, bytes));
        }
        final Path every = directory.resolve("every.trace");
        Access.trace(every, new TraceHeader(4096, 64, 1, ""), accesses);
        for (final String content : List.of("text", "random", "zero")) {
            assertEquals(accesses, writesOf(
                    Guests.program("workload=trace(file=" + every + ");content=" + content, Guests.SMALL, 1),
                    Long.MAX_VALUE), content);
        }
    }

    @Test
    void shouldBeTwiceAsFastAtAWarpOfTwo() {
        final List<Access> writes = writesOf(replayed("", Guests.SMALL, VCPUS), 200_000_000);
        final List<Access> fast = writesOf(replayed(",warp=2", Guests.SMALL, VCPUS), 100_000_000);
        assertEquals(writes.stream().map(write -> new Access(write.timeNs() / 2, write.vcpu(), write.page(), true,
                write.bytesChanged())).toList(), fast);
    }

    @Test
    void shouldNotHeedTheRateAndEndWithTheTrace() {
        final GuestProgram program = Guests.program("workload=trace(file=" + file + ");rate=0/s", Guests.SMALL,
                VCPUS);
        final long accesses = Access.of(TraceFile.open(file)).stream().filter(access -> access.vcpu() == 1).count();
        try (GuestMemory memory = Guests.filled(program, Guests.SMALL)) {
            final VcpuProgram vcpu = program.vcpu(1);
            while (vcpu.nextStartNs() != Long.MAX_VALUE) {
                vcpu.execute(memory);
            }
            assertEquals(accesses, vcpu.operations());
            assertThrows(IllegalStateException.class, () -> vcpu.execute(memory));
            final byte[] state = new byte[vcpu.stateLength()];
            vcpu.saveState(new UnsafeBuffer(state), 0);
            final VcpuProgram resumed = program.vcpu(1);
            resumed.loadState(new UnsafeBuffer(state), 0);
            assertEquals(Long.MAX_VALUE, resumed.nextStartNs());
            assertEquals(accesses, resumed.operations());
        }
    }

    @Test
    void shouldBeIdleOverAnEmptyTrace() {
        final Path empty = directory.resolve("empty.trace");
        Access.trace(empty, new TraceHeader(4096, 1, 1, ""), List.of());
        final VcpuProgram vcpu = Guests.program("workload=trace(file=" + empty + ")", Guests.SMALL, 1).vcpu(0);
        assertEquals(Long.MAX_VALUE, vcpu.nextStartNs());
        final byte[] state = new byte[vcpu.stateLength()];
        vcpu.saveState(new UnsafeBuffer(state), 0);
        vcpu.loadState(new UnsafeBuffer(state), 0);
        assertEquals(Long.MAX_VALUE, vcpu.nextStartNs());
    }

    @Test
    void shouldTakeTheTraceWithItsDigestOnly() {
        final String digest = TraceFile.open(file).digest();
        assertEquals(VCPUS, replayed(",digest=" + digest, Guests.SMALL, VCPUS).vcpus());
        assertEquals(file + ": this trace has the digest " + digest + ", not 0123", assertThrows(
                IllegalArgumentException.class, () -> replayed(",digest=0123", Guests.SMALL, VCPUS)).getMessage());
    }

    @Test
    void shouldRefuseAGuestThatItDoesNotFit() {
        assertRefused(": the trace has 64 pages, the guest has 63; it needs 256 KiB of memory", Guests.pages(63), 3);
        assertRefused(": the trace has pages of 4 KiB, the guest has pages of 8 KiB", new PageGeometry(1 << 20, 8192),
                3);
        assertRefused(": the trace is of 3 vCPUs, the guest has 2", Guests.SMALL, 2);
    }

    private static void assertRefused(final String message, final PageGeometry geometry, final int vcpus) {
        assertEquals(file + message, assertThrows(IllegalArgumentException.class,
                () -> replayed("", geometry, vcpus)).getMessage());
    }

    @Test
    void shouldRefuseATraceThatIsMissingOrDamagedBeforeTheGuestStarts() throws IOException {
        assertEquals("trace: file is missing; name one as in trace(file=my.trace)", assertThrows(
                IllegalArgumentException.class, () -> Guests.program("workload=trace", Guests.SMALL, 1)).getMessage());
        assertEquals(directory + "/none: there is no such file", assertThrows(IllegalArgumentException.class,
                () -> Guests.program("workload=trace(" + directory + "/none)", Guests.SMALL, 1)).getMessage());
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        final Path damaged = directory.resolve("damaged.trace");
        Files.write(damaged, bytes);
        assertThrows(TraceException.class,
                () -> Guests.program("workload=trace(file=" + damaged + ")", Guests.SMALL, VCPUS));
    }

    @Test
    void shouldRefusePagesThatTwoVcpusAccess() {
        final Path shared = directory.resolve("shared.trace");
        Access.trace(shared, new TraceHeader(4096, 8, 2, ""),
                List.of(Access.read(0, 0, 1), Access.read(1, 1, 2), Access.write(2, 1, 1, 8)));
        assertEquals(shared + ": page 1 is accessed by vCPU 0 and by vCPU 1: a guest that can be proved has pages for "
                + "each of its own",
                assertThrows(TraceException.class,
                        () -> Guests.program("workload=trace(file=" + shared + ")", Guests.SMALL, 2)).getMessage());
    }
}
