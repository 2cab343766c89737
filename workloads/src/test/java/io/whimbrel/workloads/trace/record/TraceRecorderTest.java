package io.whimbrel.workloads.trace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.workloads.Guests;
import io.whimbrel.workloads.trace.Access;
import io.whimbrel.workloads.trace.AccessSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceRecorderTest {

    private static final String SPEC = "workload=synthetic(read-share=0.4);arrival=poisson;rate=20k/s;"
            + "content=text(bytes=24B,silent=0.2)";
    private static final int VCPUS = 3;

    private long nowNs;

    private TraceRecorder recorder(final String spec) {
        return new TraceRecorder(Guests.program(spec, Guests.SMALL, VCPUS), Guests.SMALL, () -> nowNs += 1_000);
    }

    private static AccessSink into(final List<Access> accesses) {
        return (timeNs, vcpu, page, write, bytesChanged) -> accesses
                .add(new Access(timeNs, vcpu, page, write, bytesChanged));
    }

    @Test
    void shouldRecordEachWriteWithItsTimeAndTheBytesItChanges() {
        final List<Access> recorded = new ArrayList<>();
        recorder(SPEC).recordFor(100_000_000, into(recorded));
        final List<Access> expected = new ArrayList<>();
        final GuestProgram program = Guests.program(SPEC, Guests.SMALL, VCPUS);
        try (GuestMemory memory = Guests.filled(program, Guests.SMALL)) {
            for (int vcpu = 0; vcpu < VCPUS; vcpu++) {
                final VcpuProgram running = program.vcpu(vcpu);
                while (running.nextStartNs() < 100_000_000) {
                    final long timeNs = running.nextStartNs();
                    final io.whimbrel.workloads.RecordingAccess access = new io.whimbrel.workloads.RecordingAccess(
                            memory);
                    final byte[] before = Guests.bytes(memory);
                    running.execute(access);
                    final int changed = differing(before, Guests.bytes(memory));
                    final int by = vcpu;
                    access.writtenPages().forEach(page -> expected.add(Access.write(timeNs, by, page, changed)));
                }
            }
        }
        assertEquals(List.of(), expected.stream().filter(access -> !recorded.contains(access)).toList());
        assertEquals(expected.size(), recorded.stream().filter(Access::write).count());
        assertTrue(expected.stream().anyMatch(access -> access.bytesChanged() == 0));
        assertTrue(expected.stream().anyMatch(access -> access.bytesChanged() == 24));
    }

    private static int differing(final byte[] one, final byte[] other) {
        int differing = 0;
        for (int i = 0; i < one.length; i++) {
            differing += one[i] == other[i] ? 0 : 1;
        }
        return differing;
    }

    @Test
    void shouldRecordInTheOrderOfTimeWhicheverVcpuIsNext() {
        final List<Access> recorded = new ArrayList<>();
        final Recording recording = recorder(SPEC).recordFor(100_000_000, into(recorded));
        for (int i = 1; i < recorded.size(); i++) {
            assertTrue(recorded.get(i - 1).timeNs() <= recorded.get(i).timeNs());
        }
        assertEquals(List.of(0, 1, 2), recorded.stream().map(Access::vcpu).distinct().sorted().toList());
        assertTrue(recorded.getLast().timeNs() < 100_000_000);
        assertEquals(recorded.size(), recording.accesses());
        assertEquals(recorded.stream().filter(access -> !access.write()).count(), recording.operations(),
                "each operation of this guest reads first");
    }

    @Test
    void shouldRecordTheOperationsOfARunAgain() {
        final List<Access> byTime = new ArrayList<>();
        final Recording first = recorder(SPEC).recordFor(50_000_000, into(byTime));
        final List<Access> byCount = new ArrayList<>();
        final Recording second = recorder(SPEC).recordOperations(
                first.outcomes().stream().map(outcome -> outcome.operations()).toList(), into(byCount));
        assertEquals(byTime, byCount);
        assertEquals(first.outcomes(), second.outcomes());
    }

    @Test
    void shouldTellWhatItTookWithAndWithout() {
        final TraceRecorder recorder = recorder(SPEC);
        final Recording recording = recorder.recordFor(10_000_000, (timeNs, vcpu, page, write, bytesChanged) -> {
            nowNs += 10;
        });
        assertEquals(1_000 + 10 * recording.accesses(), recording.elapsedNs());
        assertEquals(1_000, recorder.bareNs(recording));
    }

    @Test
    void shouldRefuseToTellWhatOtherOperationsTook() {
        final Recording recording = recorder(SPEC).recordFor(10_000_000, into(new ArrayList<>()));
        assertThrows(IllegalStateException.class, () -> recorder(SPEC + ";seed=2").bareNs(recording));
    }

    @Test
    void shouldRefuseMoreOperationsThanThereAre() {
        assertEquals("vCPU 0 has 0 operations, not 1", assertThrows(IllegalArgumentException.class,
                () -> recorder(SPEC.replace("20k/s", "0/s")).recordOperations(List.of(1L, 0L, 0L),
                        into(new ArrayList<>())))
                .getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> recorder(SPEC).recordOperations(List.of(1L), into(new ArrayList<>())));
    }
}
