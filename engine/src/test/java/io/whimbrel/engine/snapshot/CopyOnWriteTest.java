package io.whimbrel.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.TrackedAccess;
import io.whimbrel.engine.memory.BlockPool;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.tracking.Allocations;
import io.whimbrel.engine.tracking.WriteBarrier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CopyOnWriteTest {

    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 8;
    private static final int LIMIT_PAGES = 3;
    private static final long LAST_WORD = PAGE_BYTES - Long.BYTES;

    private final GuestMemory memory = new GuestMemory(new PageGeometry(PAGES * PAGE_BYTES, PAGE_BYTES));
    private final GuestMemory scratch = new GuestMemory(new PageGeometry(PAGE_BYTES, PAGE_BYTES));
    private final BlockPool pool = new BlockPool(PAGE_BYTES, LIMIT_PAGES * PAGE_BYTES);
    private final CopyOnWrite pages = new CopyOnWrite(memory, pool);
    private final List<Long> marked = new ArrayList<>();
    private final CopyOnWriteBarrier barrier = new CopyOnWriteBarrier(pages);
    private final CopyOnWriteAccess access = CopyOnWriteAccess.with(memory, barrier);

    CopyOnWriteTest() {
        for (long page = 0; page < PAGES; page++) {
            memory.putLong(page * PAGE_BYTES + LAST_WORD, page);
        }
    }

    @AfterEach
    void close() {
        memory.close();
        scratch.close();
        pool.close();
    }

    private void write(final long page) {
        access.putLong(page * PAGE_BYTES + LAST_WORD, -1);
    }

    private long read(final long page) {
        pages.read(page, scratch.addressOfPage(0));
        return scratch.getLong(LAST_WORD);
    }

    @Test
    void shouldReadWhatWasThere() {
        assertEquals(5, read(5));
        write(5);
        assertEquals(5, read(5));
        write(5);
        assertEquals(5, read(5), "as often as one likes");
        assertEquals(-1, memory.getLong(5 * PAGE_BYTES + LAST_WORD));
    }

    @Test
    void shouldSaveEachPageOnceHoweverItIsWritten() {
        access.putLong(0, 1);
        access.putByte(1, (byte) 1);
        access.putByte(PAGE_BYTES + 7, (byte) 1);
        access.write(PAGE_BYTES - 1, new byte[PAGE_BYTES + 2], 0, PAGE_BYTES + 2);
        assertEquals(3, barrier.copied());
        assertEquals(3, barrier.written().cardinality());
        for (long page = 0; page < 3; page++) {
            assertEquals(page, read(page));
        }
    }

    @Test
    void shouldNotSaveWhatTheReaderHasReleased() {
        assertEquals(2, read(2));
        pages.release(2);
        write(2);
        assertEquals(0, barrier.copied());
        assertTrue(barrier.written().contains(2), "but it has been written all the same");
        assertThrows(IllegalStateException.class, () -> read(2));
    }

    @Test
    void shouldGiveBackTheMemoryOfReleasedPages() {
        for (long page = 0; page < PAGES; page++) {
            write(page);
            assertEquals(page, read(page));
            pages.release(page);
            pages.release(page);
        }
        assertEquals(PAGES, barrier.copied());
        assertEquals(PAGE_BYTES, pool.heldBytes());
    }

    @Test
    void shouldLoseAPageRatherThanHoldUpTheGuest() {
        for (long page = 0; page < PAGES; page++) {
            write(page);
        }
        for (long page = 0; page < LIMIT_PAGES; page++) {
            assertEquals(page, read(page));
        }
        final SnapshotException lost = assertThrows(SnapshotException.class, () -> read(LIMIT_PAGES));
        assertEquals("page 3 of the snapshot is lost: it was written when 12288 B of saved pages were waiting to be"
                + " read; allow more, or read faster", lost.getMessage());
        assertEquals(LIMIT_PAGES, barrier.copied());
        assertEquals(PAGES, barrier.written().cardinality());
    }

    @Test
    void shouldRefuseAnOffsetOutsideTheMemoryBeforeItSavesAnything() {
        final long end = (long) PAGES * PAGE_BYTES;
        for (final CopyOnWriteAccess before : List.of(access, tracked(), beforeAnother())) {
            for (final long offset : new long[]{end, end - 7, end + PAGE_BYTES, 1L << 44, -1, -8, Long.MIN_VALUE,
                Long.MAX_VALUE}) {
                assertThrows(IndexOutOfBoundsException.class, () -> before.putLong(offset, 1), "" + offset);
                assertThrows(IndexOutOfBoundsException.class, () -> before.getLong(offset), "" + offset);
                assertThrows(IndexOutOfBoundsException.class, () -> before.write(offset, new byte[8], 0, 8));
                if (offset != end - 7) {
                    assertThrows(IndexOutOfBoundsException.class, () -> before.putByte(offset, (byte) 1));
                }
            }
            before.write(end, new byte[0], 0, 0);
        }
        assertEquals(0, barrier.copied());
    }

    private CopyOnWriteAccess beforeAnother() {
        return CopyOnWriteAccess.with(access, barrier);
    }

    private CopyOnWriteAccess tracked() {
        return CopyOnWriteAccess.with(new TrackedAccess(memory, new WriteBarrier() {
            @Override
            public void wrote(final long page) {
                assertTrue(barrier.written().contains(page), "a write is marked after the page was saved");
                marked.add(page);
            }

            @Override
            public void boundary() {
                // Nobody collects.
            }

            @Override
            public void offline() {
                // Nobody collects.
            }
        }), barrier);
    }

    @Test
    void shouldMarkEachWriteOfATrackedGuest() {
        final CopyOnWriteAccess tracked = tracked();
        tracked.putLong(3 * PAGE_BYTES, 17);
        tracked.putByte(PAGE_BYTES + 1, (byte) 18);
        tracked.write(PAGE_BYTES - 1, new byte[]{19, 20}, 0, 2);
        tracked.putLong(3 * PAGE_BYTES, 21);
        assertEquals(List.of(3L, 1L, 0L, 1L, 3L), marked);
        assertEquals(21, tracked.getLong(3 * PAGE_BYTES));
        assertEquals(18, tracked.getByte(PAGE_BYTES + 1));
        assertEquals(20, memory.getByte(PAGE_BYTES));
        assertEquals(3, barrier.copied());
    }

    @Test
    void shouldKeepVersions() {
        try (GuestMemory versions = GuestMemory.ofVersions(memory.geometry());
                BlockPool few = new BlockPool(Long.BYTES, 64)) {
            final CopyOnWrite ofVersions = new CopyOnWrite(versions, few);
            final CopyOnWriteAccess writing = CopyOnWriteAccess.with(versions.access(),
                    new CopyOnWriteBarrier(ofVersions));
            versions.versions().version(3, 17);
            writing.putLong(3 * PAGE_BYTES, 0);
            writing.putLong(3 * PAGE_BYTES, 0);
            ofVersions.read(3, scratch.addressOfPage(0));
            assertEquals(17, scratch.getLong(0));
            assertEquals(19, versions.versions().version(3));
        }
    }

    @Test
    void shouldAllocateNothing() {
        final int repetitions = 2_000;
        final PageGeometry many = new PageGeometry(20L * repetitions * PAGE_BYTES, PAGE_BYTES);
        try (GuestMemory versions = GuestMemory.ofVersions(many); BlockPool few = new BlockPool(Long.BYTES, 64)) {
            final CopyOnWrite ofVersions = new CopyOnWrite(versions, few);
            final CopyOnWriteAccess writing = CopyOnWriteAccess.with(versions.access(),
                    new CopyOnWriteBarrier(ofVersions));
            final long target = scratch.addressOfPage(0);
            final long[] page = new long[1];
            assertEquals(0, Allocations.bytesOf(repetitions, () -> {
                writing.putLong(page[0] << many.pageShift(), 1);
                writing.putLong(page[0] << many.pageShift(), 1);
                ofVersions.read(page[0], target);
                ofVersions.release(page[0]++);
            }));
        }
    }
}
