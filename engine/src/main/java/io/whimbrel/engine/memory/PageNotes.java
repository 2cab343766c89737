package io.whimbrel.engine.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.agrona.UnsafeApi;

/**
 * What one vCPU notes of each page: that a barrier need not concern itself with it any more. A byte a page, by one thread,
 * without order to anything.
 *
 * <p>Off the heap, for an access that has found its offset to be in the guest's memory and so need not have the page
 * number checked as well: of a barrier that costs four instructions beside the access, the check of an array's bounds
 * would be another three. Such an access looks at {@link #address()} plus the page number itself, and holds on to this
 * object meanwhile, with which the notes go.
 */
public final class PageNotes {

    /** In the byte of a page that has not been noted. */
    public static final byte BLANK = 0;
    private static final byte NOTED = 1;

    private final MemorySegment bytes;

    /**
     * Notes nothing yet.
     *
     * @param pages pages of the guest
     */
    public PageNotes(final long pages) {
        bytes = Arena.ofAuto().allocate(pages);
    }

    /**
     * Where the note of page 0 is; those of the others follow, a byte each.
     *
     * @return address in this process
     */
    public long address() {
        return bytes.address();
    }

    /**
     * Notes a page.
     *
     * @param page page number
     * @throws IndexOutOfBoundsException when there is no such page
     */
    public void add(final long page) {
        java.util.Objects.checkIndex(page, bytes.byteSize());
        UnsafeApi.putByte(bytes.address() + page, NOTED);
    }
}
