package io.whimbrel.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.verify.PageWriter;
import io.whimbrel.engine.verify.Replay;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.engine.verify.VcpuOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadReplayTest {

    private static final PageGeometry GEOMETRY = Guests.SMALL;
    private static final int OPERATIONS = 2_000;

    @ParameterizedTest
    @ValueSource(strings = {"workload=kv(mix=a)", "workload=kv(mix=d,fill=1)",
        "workload=synthetic(read-share=0.3);writes=hotspot;content=random(bytes=1KiB,silent=0.5)"})
    void shouldNameThePageOfAnyFlippedByteAndItsLastWriter(final String spec) {
        final GuestProgram program = Guests.program(spec, GEOMETRY, 2);
        final PageWriter[] lastWriters = new PageWriter[(int) GEOMETRY.pages()];
        final List<VcpuOutcome> outcomes = new ArrayList<>();
        try (GuestMemory memory = Guests.filled(program, GEOMETRY)) {
            for (int vcpu = 0; vcpu < program.vcpus(); vcpu++) {
                final VcpuProgram running = program.vcpu(vcpu);
                for (long operation = 0; operation < OPERATIONS; operation++) {
                    final RecordingAccess access = new RecordingAccess(memory);
                    running.execute(access);
                    final PageWriter writer = new PageWriter(vcpu, operation);
                    access.writtenPages().forEach(page -> lastWriters[page.intValue()] = writer);
                }
                outcomes.add(VcpuOutcome.of(running));
            }
            final Replay replay = new Replay(Guests.program(spec, GEOMETRY, 2), GEOMETRY, outcomes);
            final Random random = new Random(3);
            for (int i = 0; i < 20; i++) {
                final long offset = random.nextLong(GEOMETRY.memoryBytes());
                flip(memory, offset);
                final ReplayVerdict verdict = replay.compareWith(memory);
                flip(memory, offset);
                final PageWriter writer = lastWriters[(int) GEOMETRY.pageOf(offset)];
                assertFalse(verdict.verified());
                assertEquals(1, verdict.differingPages());
                assertEquals(offset, verdict.firstOffset());
                assertEquals(writer == null ? new PageWriter(PageWriter.FILL, 0) : writer, verdict.lastWriter());
            }
        }
    }

    private static void flip(final GuestMemory memory, final long offset) {
        memory.putByte(offset, (byte) (memory.getByte(offset) ^ 1));
    }
}
