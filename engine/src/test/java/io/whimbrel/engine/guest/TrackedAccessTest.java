package io.whimbrel.engine.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.tracking.WriteBarrier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrackedAccessTest {

    private final GuestMemory memory = new GuestMemory(new PageGeometry(4 * 4096, 4096));
    private final List<Long> marked = new ArrayList<>();
    private final TrackedAccess access = new TrackedAccess(memory, new WriteBarrier() {
        @Override
        public void wrote(final long page) {
            marked.add(page);
        }

        @Override
        public void boundary() {}

        @Override
        public void offline() {}
    });

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void shouldMarkThePageOfEachStore() {
        access.putLong(4088, 1);
        access.putLong(4096, 2);
        access.putByte(16_383, (byte) 3);
        assertEquals(List.of(0L, 1L, 3L), marked);
        assertEquals(2, memory.getLong(4096));
    }

    @Test
    void shouldMarkEveryPageThatACopyTouches() {
        access.write(4095, new byte[4098], 0, 4098);
        assertEquals(List.of(0L, 1L, 2L), marked);
    }

    @Test
    void shouldRefuseWhatIsNotInTheMemoryAndMarkNothing() {
        for (final long offset : new long[]{-1, -8, 4 * 4096, 4 * 4096 - 7, 1L << 44, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThrows(IndexOutOfBoundsException.class, () -> access.putLong(offset, 1), "" + offset);
            assertThrows(IndexOutOfBoundsException.class, () -> access.write(offset, new byte[8], 0, 8), "" + offset);
        }
        assertThrows(IndexOutOfBoundsException.class, () -> access.putByte(4 * 4096, (byte) 1));
        access.write(4097, new byte[0], 0, 0);
        assertEquals(List.of(), marked);
    }

    @Test
    void shouldMarkNothingWhenReading() {
        access.getLong(0);
        access.getByte(4096);
        access.read(0, new byte[9000], 0, 9000);
        assertEquals(List.of(), marked);
    }
}
