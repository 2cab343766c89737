package io.whimbrel.engine.memory;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;

/**
 * What one vCPU notes of each page: that a barrier need not concern itself with it any more. A byte a page, by one thread,
 * without order to anything.
 *
 * <p>Off the heap, for an access that has found its offset to be in the guest's memory and so need not have the page
 * number checked as well: the check of an array's bounds would cost as much as the rest of the look. Such an access looks
 * at {@link #address()} plus the page number itself, and holds on to this object meanwhile, with which the notes go.
 */
public final class PageNotes {

    /** In the byte of a page that has not been noted. */
    public static final byte BLANK = 0;
    private static final byte NOTED = 1;

    private final ByteBuffer bytes;
    private final long address;

    /**
     * Notes nothing yet.
     *
     * @param pages pages of the guest
     * @throws MemoryUnavailableException when there is no memory for them
     */
    public PageNotes(final long pages) {
        try {
            bytes = ByteBuffer.allocateDirect(Math.toIntExact(pages));
        } catch (final OutOfMemoryError e) {
            throw new MemoryUnavailableException(
                    "no memory for a vCPU's notes of " + pages + " pages: " + e.getMessage());
        }
        address = BufferUtil.address(bytes);
    }

    /**
     * Where the note of page 0 is; those of the others follow, a byte each.
     *
     * @return address in this process
     */
    public long address() {
        return address;
    }

    /**
     * Whether a page has been noted.
     *
     * @param page page number
     * @return true once it has been added
     * @throws IndexOutOfBoundsException when there is no such page
     */
    public boolean has(final long page) {
        return UnsafeApi.getByte(checked(page)) != BLANK;
    }

    private long checked(final long page) {
        return address + Objects.checkIndex(page, bytes.capacity());
    }

    /**
     * Notes a page.
     *
     * @param page page number
     * @throws IndexOutOfBoundsException when there is no such page
     */
    public void add(final long page) {
        UnsafeApi.putByte(checked(page), NOTED);
    }
}
