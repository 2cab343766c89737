package io.whimbrel.engine.presence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresentAccessTest {

    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 8;
    private static final long MEMORY_BYTES = (long) PAGES * PAGE_BYTES;

    private final List<Long> waitedFor = new ArrayList<>();
    private final GuestMemory memory = new GuestMemory(new PageGeometry(MEMORY_BYTES, PAGE_BYTES));
    private final Faults faults = new Faults(PAGES, 1, () -> 0);
    private final GuestAccess access = faults.access(memory, 0);

    PresentAccessTest() {
        faults.ports().getFirst().stallBy(new Stall() {
            @Override
            public void until(final Presence presence, final long page) {
                waitedFor.add(page);
                memory.putLong(page * PAGE_BYTES, page);
                presence.arrived(page);
            }

            @Override
            public void wake() {
                // It never sleeps.
            }
        });
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void shouldWaitForEachPageOnce() {
        for (int twice = 0; twice < 2; twice++) {
            assertEquals(5, access.getLong(5 * PAGE_BYTES));
            assertEquals(3, access.getByte(3 * PAGE_BYTES));
            access.putLong(2 * PAGE_BYTES + 8, 17);
            access.putByte(PAGE_BYTES + 9, (byte) 18);
        }
        assertEquals(List.of(5L, 3L, 2L, 1L), waitedFor);
        assertEquals(17, memory.getLong(2 * PAGE_BYTES + 8));
        assertEquals(18, memory.getByte(PAGE_BYTES + 9));
        assertEquals(2, memory.getLong(2 * PAGE_BYTES));
    }

    @Test
    void shouldWaitForEveryPageOfALongerAccessAndForNoOther() {
        final byte[] bytes = new byte[2 * PAGE_BYTES];
        access.read(PAGE_BYTES + 1, bytes, 0, bytes.length);
        assertEquals(List.of(1L, 2L, 3L), waitedFor);
        assertEquals(2, bytes[PAGE_BYTES - 1]);
        access.write(5 * PAGE_BYTES, new byte[]{1, 2, 3}, 0, 3);
        assertEquals(List.of(1L, 2L, 3L, 5L), waitedFor);
        final byte[] written = new byte[3];
        memory.read(5 * PAGE_BYTES, written, 0, 3);
        assertArrayEquals(new byte[]{1, 2, 3}, written);
    }

    @Test
    void shouldRefuseWhatIsNotInTheMemoryBeforeItLooksForItsPage() {
        for (final long offset : new long[]{-1, -8, MEMORY_BYTES, MEMORY_BYTES - 7, MEMORY_BYTES + PAGE_BYTES, 1L << 44,
            Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThrows(IndexOutOfBoundsException.class, () -> access.getLong(offset), "" + offset);
            assertThrows(IndexOutOfBoundsException.class, () -> access.putLong(offset, 1), "" + offset);
            assertThrows(IndexOutOfBoundsException.class, () -> access.read(offset, new byte[8], 0, 8), "" + offset);
            assertThrows(IndexOutOfBoundsException.class, () -> access.write(offset, new byte[8], 0, 8), "" + offset);
            if (offset != MEMORY_BYTES - 7) {
                assertThrows(IndexOutOfBoundsException.class, () -> access.getByte(offset), "" + offset);
                assertThrows(IndexOutOfBoundsException.class, () -> access.putByte(offset, (byte) 1), "" + offset);
            }
        }
        assertThrows(IndexOutOfBoundsException.class, () -> access.read(0, new byte[8], 0, -1));
        access.read(MEMORY_BYTES, new byte[0], 0, 0);
        access.write(0, new byte[0], 0, 0);
        access.write(PAGE_BYTES + 1, new byte[0], 0, 0);
        assertEquals(List.of(), waitedFor);
    }
}
