package io.whimbrel.jmh.peer;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/** The memory into which a bare Aeron program receives pages. */
final class ReceivedMemory implements AutoCloseable {

    private final GuestMemory memory;
    private final long base;
    private final long pages;

    ReceivedMemory(final long bytes) {
        memory = new GuestMemory(new PageGeometry(bytes, PageGeometry.MIN_PAGE_BYTES));
        memory.populate(0, bytes);
        base = memory.addressOfPage(0);
        pages = memory.geometry().pages();
    }

    long pages() {
        return pages;
    }

    /** Forgets what was received before: populated and zero, like a migration's destination. */
    void clear() {
        UnsafeApi.setMemory(base, memory.geometry().memoryBytes(), (byte) 0);
    }

    /** Copies a frame's pages out; how many, of at most so many, it holds. */
    long take(final DirectBuffer buffer, final int offset, final int mostPages) {
        final long page = buffer.getLong(offset + BareAeron.PAGE_OFFSET);
        final long count = Math.min(mostPages, pages - page);
        UnsafeApi.copyMemory(buffer.addressOffset() + offset + BareAeron.PAYLOAD_OFFSET,
                base + page * PageGeometry.MIN_PAGE_BYTES, count * PageGeometry.MIN_PAGE_BYTES);
        return count;
    }

    long digest() {
        return MemoryDigest.of(memory);
    }

    @Override
    public void close() {
        memory.close();
    }
}
