package io.whimbrel.engine.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestMemoryTest {

    @ParameterizedTest
    @ValueSource(ints = {4096, 16_384, 65_536, 2 << 20})
    void shouldBeZeroAndAlignedAtFirst(final int pageBytes) {
        try (GuestMemory memory = new GuestMemory(new PageGeometry(4L * pageBytes, pageBytes))) {
            for (long page = 0; page < 4; page++) {
                assertEquals(0, memory.addressOfPage(page) % pageBytes);
                assertEquals(0, memory.getLong(page * pageBytes));
            }
        }
    }

    @Test
    void shouldBeSparseAndLargerThanTwoGibibytes() {
        final PageGeometry geometry = new PageGeometry(6L << 30, 4096);
        try (GuestMemory memory = new GuestMemory(geometry)) {
            memory.putLong(geometry.memoryBytes() - 8, 42);
            memory.putLong(5L << 30, 43);
            assertEquals(42, memory.getLong(geometry.memoryBytes() - 8));
            assertEquals(43, UnsafeApi.getLong(memory.addressOfPage(geometry.pageOf(5L << 30))));
        }
    }

    @Test
    void shouldReadBackWhatWasWritten() {
        try (GuestMemory memory = new GuestMemory(new PageGeometry(2 * 4096, 4096))) {
            final byte[] bytes = new byte[5000];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i * 7);
            }
            memory.write(3000, bytes, 10, 4900);
            final byte[] back = new byte[5000];
            memory.read(3000, back, 10, 4900);
            assertArrayEquals(Arrays.copyOfRange(bytes, 10, 4910), Arrays.copyOfRange(back, 10, 4910));
            memory.putByte(8191, (byte) 9);
            assertEquals(9, memory.getByte(8191));
        }
    }

    @Test
    void shouldKeepItsContentWhenPopulated() {
        try (GuestMemory memory = new GuestMemory(new PageGeometry(16 << 20, 4096))) {
            memory.putLong(5 << 20, 77);
            memory.populate(0, 8 << 20);
            memory.populate(8 << 20, 8 << 20);
            assertEquals(77, memory.getLong(5 << 20));
            assertEquals(0, memory.getLong(6 << 20));
        }
    }

    @Test
    void shouldRefuseEveryAccessOutside() {
        final GuestMemory memory = new GuestMemory(new PageGeometry(4096, 4096));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.getLong(4096));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.getLong(4089));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.putLong(-8, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.putByte(4096, (byte) 1));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.write(4090, new byte[8], 0, 8));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.read(0, new byte[8], 4, 8));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.addressOfPage(1));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.populate(0, 8192));
        memory.close();
        memory.close();
        assertThrows(IndexOutOfBoundsException.class, () -> memory.getLong(0));
    }

    @Test
    void shouldSayWhatThereIsWhenAskedForMore() {
        final PageGeometry geometry = new PageGeometry(1L << 47, 4096);
        final MemoryUnavailableException e = assertThrows(MemoryUnavailableException.class,
                () -> new GuestMemory(geometry));
        assertTrue(e.getMessage().startsWith("guest memory of 128 TiB is more than the "), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"4096, 2048", "4096, 5000", "8388608, 4194304", "0, 4096", "-4096, 4096", "6000, 4096",
        "562949953421312, 4096"})
    void shouldRefuseAShapeThatDoesNotFit(final long memoryBytes, final int pageBytes) {
        assertThrows(IllegalArgumentException.class, () -> new PageGeometry(memoryBytes, pageBytes));
    }
}
