package io.whimbrel.workloads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rate, pattern and content are three knobs: turning one leaves what the others decide as it was. */
class KnobIndependenceTest {

    private static final String BASE = "workload=synthetic(read-share=0.4);reads=zipf;writes=hotspot;arrival=poisson;";
    private static final int OPERATIONS = 2_000;

    private record Run(List<Long> readPages, List<Long> writtenPages, List<Long> starts, byte[] memory) {}

    @Test
    void shouldGoToTheSamePagesAtAnotherRate() {
        final Run slow = run(BASE + "rate=1k/s");
        final Run fast = run(BASE + "rate=80k/s");
        assertNotEquals(slow.starts(), fast.starts());
        assertEquals(slow.readPages(), fast.readPages());
        assertEquals(slow.writtenPages(), fast.writtenPages());
        assertArrayEquals(slow.memory(), fast.memory());
    }

    @Test
    void shouldWriteTheSameByAnotherArrivalProcess() {
        assertArrayEquals(run(BASE).memory(), run(BASE.replace("poisson", "bursty(duty=0.1)")).memory());
    }

    @Test
    void shouldGoToTheSamePagesAtTheSameTimesWithAnotherContent() {
        final Run text = run(BASE + "content=text");
        final Run random = run(BASE + "content=random(bytes=256B,silent=0.5,zero-share=0.2)");
        assertEquals(text.starts(), random.starts());
        assertEquals(text.readPages(), random.readPages());
        assertEquals(text.writtenPages(), random.writtenPages());
    }

    @Test
    void shouldReadTheSamePagesWhenWritesGoElsewhere() {
        final Run hotspot = run(BASE);
        final Run uniform = run(BASE.replace("writes=hotspot", "writes=uniform"));
        assertEquals(hotspot.starts(), uniform.starts());
        assertEquals(hotspot.readPages(), uniform.readPages());
        assertNotEquals(hotspot.writtenPages(), uniform.writtenPages());
    }

    @Test
    void shouldWriteTheSamePagesInTheSameOrderAtAnotherReadShare() {
        final List<Long> often = run(BASE.replace("0.4", "0")).writtenPages();
        final List<Long> rarely = run(BASE.replace("0.4", "0.9")).writtenPages();
        assertEquals(often.subList(0, rarely.size()), rarely);
    }

    @Test
    void shouldDifferInEverythingByTheSeed() {
        final Run one = run(BASE + "seed=1");
        final Run other = run(BASE + "seed=2");
        assertNotEquals(one.starts(), other.starts());
        assertNotEquals(one.readPages(), other.readPages());
        assertNotEquals(one.writtenPages(), other.writtenPages());
    }

    /** A write reads the block that it changes; only pages that are read and not written back count as reads. */
    private static Run run(final String spec) {
        final GuestProgram program = Guests.program(spec, Guests.SMALL, 1);
        final VcpuProgram vcpu = program.vcpu(0);
        final List<Long> readPages = new ArrayList<>();
        final List<Long> writtenPages = new ArrayList<>();
        final List<Long> starts = new ArrayList<>();
        try (GuestMemory memory = Guests.filled(program, Guests.SMALL)) {
            for (int i = 0; i < OPERATIONS; i++) {
                final RecordingAccess access = new RecordingAccess(memory);
                starts.add(vcpu.nextStartNs());
                vcpu.execute(access);
                writtenPages.addAll(access.writtenPages());
                if (access.writtenPages().isEmpty()) {
                    readPages.addAll(access.readPages());
                }
            }
            return new Run(readPages, writtenPages, starts, Guests.bytes(memory));
        }
    }
}
