package io.whimbrel.engine.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final int PAGE_BYTES = 4096;
    private static final PageGeometry GEOMETRY = new PageGeometry(16 * PAGE_BYTES, PAGE_BYTES);

    private final CountingProgram program = new CountingProgram(2);
    private final GuestMemory live = new GuestMemory(GEOMETRY);
    private final List<VcpuOutcome> outcomes = new ArrayList<>();

    @BeforeEach
    void run() {
        program.fill(live);
        for (int vcpu = 0; vcpu < program.vcpus(); vcpu++) {
            final VcpuProgram running = program.vcpu(vcpu);
            for (int i = 0; i < 101 + vcpu; i++) {
                running.execute(live);
            }
            outcomes.add(VcpuOutcome.of(running));
        }
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void shouldVerifyAGuestThatIsWhatItWouldHaveBeen() {
        final ReplayVerdict verdict = verdict();
        assertTrue(verdict.verified());
        assertEquals(ReplayVerdict.NONE, verdict.firstOffset());
        assertNull(verdict.lastWriter());
        assertEquals("verified: 16 pages are the same after 203 operations", verdict.toString());
    }

    @Test
    void shouldNameTheFlippedByteAndWhoWroteItsPageLast() {
        flip(5 * PAGE_BYTES + 77);
        final ReplayVerdict verdict = verdict();
        assertFalse(verdict.verified());
        assertEquals(1, verdict.differingPages());
        assertEquals(5 * PAGE_BYTES + 77, verdict.firstOffset());
        // vCPU 1 owns pages 4 to 7 and has done the operations 0 to 101, of which the last went to page 5.
        assertEquals(new PageWriter(1, 101), verdict.lastWriter());
        assertEquals("not verified: 1 of 16 pages differ, first page 5 from byte 77, last written by vCPU 1 in its"
                + " operation 101", verdict.toString());
    }

    @Test
    void shouldCountEveryPageThatDiffersAndNameTheFirst() {
        flip(15 * PAGE_BYTES + PAGE_BYTES - 1);
        flip(3 * PAGE_BYTES);
        flip(3 * PAGE_BYTES + 1);
        flip(4 * PAGE_BYTES);
        final ReplayVerdict verdict = verdict();
        assertEquals(3, verdict.differingPages());
        assertEquals(3 * PAGE_BYTES, verdict.firstOffset());
        assertEquals(new PageWriter(0, 99), verdict.lastWriter());
    }

    @Test
    void shouldNameTheFillWhereNobodyHasWritten() {
        flip(9 * PAGE_BYTES);
        assertEquals(PageWriter.FILL, verdict().lastWriter().vcpu());
        assertTrue(verdict().toString().endsWith("last written by the first fill"), verdict().toString());
    }

    @Test
    void shouldNoticeALostPage() {
        live.write(2 * PAGE_BYTES, new byte[PAGE_BYTES], 0, PAGE_BYTES);
        final ReplayVerdict verdict = verdict();
        assertEquals(1, verdict.differingPages());
        assertEquals(2, GEOMETRY.pageOf(verdict.firstOffset()));
        assertEquals(new PageWriter(0, 98), verdict.lastWriter());
    }

    @Test
    void shouldNoticeAnOperationThatWasDoneTwiceOrNotAtAll() {
        for (final long operations : new long[]{100, 102}) {
            outcomes.set(0, new VcpuOutcome(operations, outcomes.getFirst().readDigest()));
            final ReplayVerdict verdict = verdict();
            assertEquals(1, verdict.differingPages());
            assertEquals(List.of(0), verdict.misreadVcpus());
        }
    }

    @Test
    void shouldNoticeAWrongReadThoughEveryByteIsRight() {
        outcomes.set(1, new VcpuOutcome(outcomes.get(1).operations(), 1));
        final ReplayVerdict verdict = verdict();
        assertFalse(verdict.verified());
        assertEquals(0, verdict.differingPages());
        assertEquals("not verified: reads differ on vCPU [1]", verdict.toString());
    }

    @Test
    void shouldRefuseOutcomesOfAnotherGuest() {
        outcomes.removeLast();
        assertEquals("cannot verify a guest of 2 vCPUs by 1 outcomes",
                assertThrows(IllegalArgumentException.class, this::verdict).getMessage());
    }

    @Test
    void shouldRefuseAMemoryOfAnotherShape() {
        final Replay replay = new Replay(program, new PageGeometry(32 * PAGE_BYTES, PAGE_BYTES), outcomes);
        assertThrows(IllegalArgumentException.class, () -> replay.compareWith(live));
    }

    @Test
    void shouldPassOnThatAReplayFails() {
        final CountingProgram failing = new CountingProgram(5);
        final List<VcpuOutcome> five = List.of(new VcpuOutcome(0, 0), new VcpuOutcome(0, 0), new VcpuOutcome(0, 0),
                new VcpuOutcome(0, 0), new VcpuOutcome(1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> new Replay(failing, GEOMETRY, five).compareWith(live));
    }

    private ReplayVerdict verdict() {
        return new Replay(program, GEOMETRY, outcomes).compareWith(live);
    }

    private void flip(final long offset) {
        live.putByte(offset, (byte) (live.getByte(offset) ^ 1));
    }
}
