package io.whimbrel.workloads.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.workloads.Guests;
import io.whimbrel.workloads.RecordingAccess;
import io.whimbrel.workloads.guest.Partition;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KvGuestTest {

    private static final PageGeometry GEOMETRY = Guests.SMALL;
    private static final TableLayout LAYOUT = layout(1024);

    @ParameterizedTest
    @CsvSource({"a,0.5", "b,0.05", "c,0", "d,0.05", "f,0.5"})
    void shouldWriteInTheShareOfItsMix(final String mix, final double writeShare) {
        final GuestProgram program = Guests.program("workload=kv(mix=" + mix + ",fill=1)", GEOMETRY, 1);
        try (GuestMemory memory = Guests.filled(program, GEOMETRY)) {
            final VcpuProgram vcpu = program.vcpu(0);
            int writes = 0;
            for (int i = 0; i < 10_000; i++) {
                final RecordingAccess access = new RecordingAccess(memory);
                vcpu.execute(access);
                writes += access.writtenPages().isEmpty() ? 0 : 1;
            }
            assertEquals(writeShare, writes / 10_000.0, 0.015);
        }
    }

    @Test
    void shouldLoadItsShareOfTheCapacity() {
        try (GuestMemory memory = Guests.filled(Guests.program("workload=kv(fill=0.5)", GEOMETRY, 1), GEOMETRY)) {
            assertEquals(Math.round(LAYOUT.capacity() * 0.5), keysIn(memory, LAYOUT).size());
        }
    }

    @Test
    void shouldTakeOnlyTheDocumentedShareOfItsSlots() {
        assertEquals(0.7, (double) LAYOUT.capacity() / LAYOUT.slots(), 0.01);
    }

    @Test
    void shouldGrowUntilItIsFullAndThenDropTheOldest() {
        final GuestProgram program = Guests.program("workload=kv(mix=d,fill=0.5)", GEOMETRY, 1);
        try (GuestMemory memory = Guests.filled(program, GEOMETRY)) {
            final VcpuProgram vcpu = program.vcpu(0);
            final int loaded = keysIn(memory, LAYOUT).size();
            Guests.execute(vcpu, memory, 500);
            final Set<Long> grown = keysIn(memory, LAYOUT);
            assertTrue(grown.size() > loaded && grown.size() < LAYOUT.capacity(), grown.size() + " keys");
            assertTrue(grown.contains(0L));
            Guests.execute(vcpu, memory, 20_000);
            final Set<Long> full = keysIn(memory, LAYOUT);
            assertEquals(LAYOUT.capacity(), full.size());
            final long newest = full.stream().mapToLong(Long::longValue).max().orElseThrow();
            final long oldest = full.stream().mapToLong(Long::longValue).min().orElseThrow();
            assertEquals(LAYOUT.capacity(), newest - oldest + 1, "the keys are consecutive");
            assertTrue(oldest > LAYOUT.capacity(), "every record has been replaced");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d", "f"})
    void shouldNoticeACorruptedValue(final String mix) {
        final GuestProgram program = Guests.program("workload=kv(mix=" + mix + ",fill=1)", GEOMETRY, 1);
        try (GuestMemory memory = Guests.filled(program, GEOMETRY)) {
            final VcpuProgram vcpu = program.vcpu(0);
            for (long slot = 0; slot < LAYOUT.slots(); slot++) {
                final long at = LAYOUT.offsetOf(slot) + 700;
                memory.putByte(at, (byte) (memory.getByte(at) ^ 0x10));
            }
            final String message = assertThrows(CorruptedMemoryException.class,
                    () -> Guests.execute(vcpu, memory, 100)).getMessage();
            assertTrue(message.matches("key \\d+ at offset \\d+: the record of version 0 has checksum .*"), message);
        }
    }

    @Test
    void shouldNoticeALostPage() {
        final GuestProgram program = Guests.program("workload=kv(mix=c);locality=sequential", GEOMETRY, 1);
        try (GuestMemory memory = Guests.filled(program, GEOMETRY)) {
            memory.write(GEOMETRY.offsetOf(20), new byte[GEOMETRY.pageBytes()], 0, GEOMETRY.pageBytes());
            assertThrows(CorruptedMemoryException.class,
                    () -> Guests.execute(program.vcpu(0), memory, LAYOUT.capacity()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 256, 1024, 4096})
    void shouldDoWithValuesOfAnyLength(final int valueBytes) {
        final GuestProgram program = Guests.program("workload=kv(mix=a,value-bytes=" + valueBytes + "B)", GEOMETRY, 1);
        try (GuestMemory memory = Guests.filled(program, GEOMETRY)) {
            assertDoesNotThrow(() -> Guests.execute(program.vcpu(0), memory, 5_000));
            assertTrue(keysIn(memory, layout(valueBytes)).size() > 1);
        }
    }

    @Test
    void shouldDoWithTheSmallestTable() {
        final PageGeometry one = Guests.pages(1);
        final GuestProgram program = Guests.program("workload=kv(mix=d,value-bytes=1368B)", one, 1);
        try (GuestMemory memory = Guests.filled(program, one)) {
            assertDoesNotThrow(() -> Guests.execute(program.vcpu(0), memory, 1_000));
        }
    }

    @Test
    void shouldChangeOneFieldAndTheHeaderPerUpdate() {
        final GuestProgram program = Guests.program("workload=kv(mix=a);content=random(bytes=128B)", GEOMETRY, 1);
        try (GuestMemory memory = Guests.filled(program, GEOMETRY)) {
            final VcpuProgram vcpu = program.vcpu(0);
            final byte[] before = Guests.bytes(memory);
            final RecordingAccess access = new RecordingAccess(memory);
            while (access.writtenPages().isEmpty()) {
                vcpu.execute(access);
            }
            final byte[] after = Guests.bytes(memory);
            int changed = 0;
            for (int at = 0; at < after.length; at++) {
                changed += before[at] == after[at] ? 0 : 1;
            }
            assertTrue(changed > 128 && changed <= 128 + Long.BYTES, changed + " bytes changed");
        }
    }

    @Test
    void shouldChangeNothingWhenAllUpdatesAreSilent() {
        final GuestProgram program = Guests.program("workload=kv(mix=a);content=random(silent=1)", GEOMETRY, 1);
        try (GuestMemory memory = Guests.filled(program, GEOMETRY);
                GuestMemory untouched = Guests.filled(program, GEOMETRY)) {
            final RecordingAccess access = new RecordingAccess(memory);
            Guests.execute(program.vcpu(0), access, 1_000);
            assertTrue(access.writtenPages().size() > 500);
            assertArrayEquals(Guests.bytes(untouched), Guests.bytes(memory));
        }
    }

    private static TableLayout layout(final int valueBytes) {
        return TableLayout.of(GEOMETRY, new Partition(0, GEOMETRY.pages()), valueBytes);
    }

    /** Reads the table without the help of the code under test. */
    private static Set<Long> keysIn(final GuestMemory memory, final TableLayout layout) {
        final Set<Long> keys = new HashSet<>();
        for (long slot = 0; slot < layout.slots(); slot++) {
            final long word = memory.getLong(layout.offsetOf(slot));
            if (word != 0) {
                assertTrue(keys.add(word - 1), "key " + (word - 1) + " is there twice");
            }
        }
        return keys;
    }
}
