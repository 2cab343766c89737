package io.whimbrel.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class PageVersionsTest {

    private static final PageGeometry GEOMETRY = new PageGeometry(8 * 4096, 4096);

    @Test
    void shouldMakeANewVersionWithEveryWrite() {
        try (GuestMemory memory = GuestMemory.ofVersions(GEOMETRY)) {
            final GuestAccess access = memory.access();
            access.putLong(4096, 17);
            access.putByte(4096 + 4095, (byte) 1);
            access.write(2 * 4096 - 8, new byte[4096], 0, 4096);
            assertEquals(3, memory.versions().version(1));
            assertEquals(1, memory.versions().version(2));
            assertEquals(0, memory.versions().version(0));
            assertEquals(3, access.getLong(4096 + 8));
            final byte[] read = new byte[16];
            access.read(4096, read, 8, 8);
            assertEquals(3, read[8]);
            assertEquals(0, read[0]);
        }
    }

    @Test
    void shouldCountEveryWriteWhoeverLooksAndWhenever() {
        try (GuestMemory memory = GuestMemory.ofVersions(GEOMETRY)) {
            final long[] expected = new long[8];
            for (int write = 1; write <= 1000; write++) {
                final int page = write * write % 8;
                memory.access().putLong(page * 4096L, 0);
                expected[page]++;
                if (write % 37 == 0) {
                    memory.versions().version(page, 5);
                    expected[page] = 5;
                }
                if (write % 101 == 0) {
                    final int other = write % 8;
                    assertEquals(expected[other], UnsafeApi.getLong(memory.addressOfBlock(other)), "write " + write);
                }
            }
            for (int page = 0; page < 8; page++) {
                assertEquals(expected[page], memory.versions().version(page), "page " + page);
            }
        }
    }

    @Test
    void shouldLookLikeZeroesOnlyInVersionZero() {
        try (GuestMemory memory = GuestMemory.ofVersions(GEOMETRY)) {
            memory.access().putByte(4096, (byte) 0);
            assertEquals(0, UnsafeApi.getLong(memory.versions().addressOfLookalike(0)));
            assertEquals(0x5a5a5a5a5a5a5a5aL, UnsafeApi.getLong(memory.versions().addressOfLookalike(1) + 4088));
        }
    }

    @Test
    void shouldKeepEightBytesAPageAndNoneOfItsContents() {
        try (GuestMemory memory = GuestMemory.ofVersions(new PageGeometry(1L << 40, 1 << 20))) {
            assertEquals(8, memory.blockBytes());
            assertThrows(IndexOutOfBoundsException.class, () -> memory.getLong(0));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.addressOfPage(0));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.versions().version(1L << 20));
            memory.populate(0, 1L << 40);
        }
    }

    @Test
    void shouldBeNoConcernOfAMemoryOfContents() {
        try (GuestMemory memory = new GuestMemory(GEOMETRY)) {
            assertNull(memory.versions());
            assertSame(memory, memory.access());
            assertEquals(4096, memory.blockBytes());
        }
    }
}
