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
        final MemorySegment leftBytes = segment(left);
        final MemorySegment rightBytes = segment(right);
        final long end = geometry.memoryBytes();
        final long first = MemorySegment.mismatch(leftBytes, 0, end, rightBytes, 0, end);
        long pages = 0;
        for (long at = first; at >= 0;) {
            pages++;
            final long from = geometry.offsetOf(geometry.pageOf(at) + 1);
            final long next = MemorySegment.mismatch(leftBytes, from, end, rightBytes, from, end);
            at = next < 0 ? next : from + next;
        }
        return new PageComparison(pages, first < 0 ? ReplayVerdict.NONE : first);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment segment(final GuestMemory memory) {
        return MemorySegment.ofAddress(memory.addressOfPage(0)).reinterpret(memory.geometry().memoryBytes());
    }
}
