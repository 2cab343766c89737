package io.whimbrel.engine.verify;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import java.lang.foreign.MemorySegment;

/**
 * How two memories of the same shape differ.
 *
 * @param differingPages how many pages differ
 * @param firstOffset    offset of the first byte that differs, in bytes; {@link ReplayVerdict#NONE} where none does
 */
record PageComparison(long differingPages, long firstOffset) {

    static PageComparison of(final GuestMemory left, final GuestMemory right) {
        final PageGeometry geometry = left.geometry();
        final int blockBytes = left.blockBytes();
        final MemorySegment leftBytes = segment(left);
        final MemorySegment rightBytes = segment(right);
        final long end = leftBytes.byteSize();
        final long first = MemorySegment.mismatch(leftBytes, 0, end, rightBytes, 0, end);
        long pages = 0;
        for (long at = first; at >= 0;) {
            pages++;
            final long from = (at / blockBytes + 1) * blockBytes;
            final long next = MemorySegment.mismatch(leftBytes, from, end, rightBytes, from, end);
            at = next < 0 ? next : from + next;
        }
        return new PageComparison(pages,
                first < 0 ? ReplayVerdict.NONE : geometry.offsetOf(first / blockBytes) + first % blockBytes);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment segment(final GuestMemory memory) {
        return MemorySegment.ofAddress(memory.addressOfBlock(0))
                .reinterpret(memory.geometry().pages() * memory.blockBytes());
    }
}
