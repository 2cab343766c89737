package io.whimbrel.workloads.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.workloads.Guests;
import io.whimbrel.workloads.RecordingAccess;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticGuestTest {

    private static final int PAGE_BYTES = PageGeometry.MIN_PAGE_BYTES;

    @ParameterizedTest
    @ValueSource(ints = {8, 24, 64, 4096})
    void shouldChangeExactlyTheBytesOfOneBlockPerWrite(final int writeBytes) {
        final GuestProgram program = Guests.program("pattern=uniform;content=random(bytes=" + writeBytes + "B)",
                Guests.SMALL, 1);
        try (GuestMemory memory = Guests.filled(program, Guests.SMALL)) {
            final VcpuProgram vcpu = program.vcpu(0);
            byte[] before = Guests.bytes(memory);
            for (int i = 0; i < 50; i++) {
                vcpu.execute(memory);
                final byte[] after = Guests.bytes(memory);
                int first = -1;
                int changed = 0;
                for (int at = 0; at < after.length; at++) {
                    if (before[at] != after[at]) {
                        first = first < 0 ? at : first;
                        changed++;
                    }
                }
                assertEquals(writeBytes, changed);
                assertEquals(0, first % PAGE_BYTES % writeBytes, "the block at " + first + " is not aligned");
                assertEquals(first / PAGE_BYTES, (first + writeBytes - 1) / PAGE_BYTES);
                before = after;
            }
        }
    }

    @Test
    void shouldStoreWhatIsThereInItsShareOfSilentWrites() {
        final GuestProgram program = Guests.program("pattern=uniform;content=text(silent=0.3)", Guests.SMALL, 1);
        try (GuestMemory memory = Guests.filled(program, Guests.SMALL)) {
            final VcpuProgram vcpu = program.vcpu(0);
            int silent = 0;
            for (int i = 0; i < 4_000; i++) {
                final RecordingAccess access = new RecordingAccess(memory);
                final byte[] before = Guests.bytes(memory);
                vcpu.execute(access);
                assertEquals(1, access.writtenPages().size(), "a silent write is a write");
                silent += Arrays.equals(before, Guests.bytes(memory)) ? 1 : 0;
            }
            assertEquals(0.3, silent / 4_000.0, 0.03);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1})
    void shouldReadItsShare(final double readShare) {
        final GuestProgram program = Guests.program("workload=synthetic(read-share=" + readShare + ")", Guests.SMALL,
                1);
        try (GuestMemory memory = Guests.filled(program, Guests.SMALL)) {
            final RecordingAccess access = new RecordingAccess(memory);
            Guests.execute(program.vcpu(0), access, 10_000);
            assertEquals(1 - readShare, access.writtenPages().size() / 10_000.0, 0.02);
        }
    }

    @Test
    void shouldDigestWhatItReads() {
        final GuestProgram program = Guests.program("workload=synthetic(read-share=1)", Guests.SMALL, 1);
        try (GuestMemory memory = Guests.filled(program, Guests.SMALL)) {
            final VcpuProgram vcpu = program.vcpu(0);
            Guests.execute(vcpu, memory, 20_000);
            final VcpuProgram misled = program.vcpu(0);
            memory.putByte(PAGE_BYTES, (byte) (memory.getByte(PAGE_BYTES) ^ 1));
            Guests.execute(misled, memory, 20_000);
            assertNotEquals(vcpu.readDigest(), misled.readDigest());
        }
    }

    @Test
    void shouldLeaveZeroPagesUntouched() {
        final GuestProgram program = Guests.program("pattern=uniform;content=text(zero-share=0.5)", Guests.SMALL, 1);
        try (GuestMemory memory = Guests.filled(program, Guests.SMALL)) {
            int zero = 0;
            for (long page = 0; page < Guests.SMALL.pages(); page++) {
                final byte[] bytes = Guests.bytes(memory, Guests.SMALL.offsetOf(page), PAGE_BYTES);
                zero += Arrays.equals(bytes, new byte[PAGE_BYTES]) ? 1 : 0;
            }
            assertTrue(zero > 20 && zero < 44, zero + " of 64 pages are zero");
        }
    }

    @Test
    void shouldFillTheSamePagesForAnyNumberOfVcpus() {
        final GuestProgram one = Guests.program("pattern=uniform", Guests.SMALL, 1);
        final GuestProgram several = Guests.program("pattern=uniform", Guests.SMALL, 5);
        try (GuestMemory memory = Guests.filled(one, Guests.SMALL);
                GuestMemory shared = Guests.filled(several, Guests.SMALL)) {
            assertArrayEquals(Guests.bytes(memory), Guests.bytes(shared));
        }
    }
}
