package io.whimbrel.workloads.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.workloads.Guests;
import io.whimbrel.workloads.guest.Partition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final int VALUE_BYTES = 64;
    private static final Partition PARTITION = new Partition(3, 2);
    private static final TableLayout LAYOUT = TableLayout.of(Guests.SMALL, PARTITION, VALUE_BYTES);

    private final Table table = new Table(LAYOUT);
    private final Slot record = new Slot(LAYOUT.slotBytes());

    /** Each step inserts a key that is absent, and removes one that is present where its number is odd. */
    @Property(tries = 300)
    void shouldHoldWhatAMapHolds(@ForAll @Size(max = 300) final List<@IntRange(min = 0, max = 120) Integer> steps) {
        final Map<Long, Byte> model = new HashMap<>();
        try (GuestMemory memory = new GuestMemory(Guests.SMALL)) {
            for (int i = 0; i < steps.size(); i++) {
                final long key = steps.get(i);
                if (model.containsKey(key)) {
                    if (i % 2 == 1) {
                        table.remove(memory, key);
                        model.remove(key);
                    }
                } else if (model.size() < LAYOUT.slots() - 1) {
                    put(memory, key, (byte) i);
                    model.put(key, (byte) i);
                }
            }
            for (long key = 0; key <= 120; key++) {
                if (model.containsKey(key)) {
                    assertValue(memory, key, model.get(key));
                } else {
                    assertGone(memory, key);
                }
            }
            assertOnlyItsOwnPagesAreUsed(memory);
        }
    }

    @Test
    void shouldWrapAroundTheEndOfItsSlots() {
        final TreeSet<Long> atTheEnd = new TreeSet<>();
        for (long key = 0; atTheEnd.size() < 4; key++) {
            if (LAYOUT.home(key) == LAYOUT.slots() - 2) {
                atTheEnd.add(key);
            }
        }
        try (GuestMemory memory = new GuestMemory(Guests.SMALL)) {
            for (final long key : atTheEnd) {
                put(memory, key, (byte) key);
            }
            final long first = atTheEnd.pollFirst();
            table.remove(memory, first);
            assertGone(memory, first);
            for (final long key : atTheEnd) {
                assertValue(memory, key, (byte) key);
            }
            assertEquals(0, memory.getLong(LAYOUT.offsetOf(1)), "the last of the run was moved up");
        }
    }

    @Test
    void shouldNoticeAnyFlippedBitOfARecord() {
        try (GuestMemory memory = new GuestMemory(Guests.SMALL)) {
            put(memory, 5, (byte) 77);
            final long offset = table.find(memory, 5, record);
            for (int bit = 0; bit < LAYOUT.slotBytes() * 8; bit++) {
                final long at = offset + bit / 8;
                memory.putByte(at, (byte) (memory.getByte(at) ^ 1 << bit % 8));
                final String message = assertThrows(CorruptedMemoryException.class,
                        () -> table.find(memory, 5, record)).getMessage();
                assertTrue(message.startsWith("key 5 at offset " + offset + ": "), message);
                memory.putByte(at, (byte) (memory.getByte(at) ^ 1 << bit % 8));
            }
            assertValue(memory, 5, (byte) 77);
        }
    }

    @Test
    void shouldEndItsSearchInATableThatIsFullByMistake() {
        try (GuestMemory memory = new GuestMemory(Guests.SMALL)) {
            for (long slot = 0; slot < LAYOUT.slots(); slot++) {
                memory.putLong(LAYOUT.offsetOf(slot), -1);
            }
            assertGone(memory, 9);
            assertThrows(CorruptedMemoryException.class, () -> table.insert(memory, 9, record));
        }
    }

    private void put(final GuestMemory memory, final long key, final byte value) {
        Arrays.fill(record.bytes(), value);
        table.insert(memory, key, record);
    }

    private void assertValue(final GuestMemory memory, final long key, final byte value) {
        table.find(memory, key, record);
        final byte[] expected = new byte[VALUE_BYTES];
        Arrays.fill(expected, value);
        assertArrayEquals(expected, Arrays.copyOfRange(record.bytes(), TableLayout.HEADER_BYTES, LAYOUT.slotBytes()));
        assertEquals(0, record.version());
    }

    private void assertGone(final GuestMemory memory, final long key) {
        assertThrows(CorruptedMemoryException.class, () -> table.find(memory, key, record));
    }

    private static void assertOnlyItsOwnPagesAreUsed(final GuestMemory memory) {
        final int start = Math.toIntExact(Guests.SMALL.offsetOf(PARTITION.firstPage()));
        final int end = Math.toIntExact(Guests.SMALL.offsetOf(PARTITION.firstPage() + PARTITION.pages()));
        final byte[] bytes = Guests.bytes(memory);
        for (int at = 0; at < bytes.length; at++) {
            assertTrue(at >= start && at < end || bytes[at] == 0);
        }
    }
}
