package io.whimbrel.engine.memory;

import java.util.Objects;

/**
 * An access with a barrier in it, which asks first of which page an offset is. It checks the offset with one comparison,
 * which serves what the barrier keeps of the page and the memory alike: both may then be accessed by address. So neither
 * must be closed before the vCPU has ended.
 */
public abstract class PagedAccess implements GuestAccess {

    private final long memoryBytes;
    /** Offsets at which eight bytes may begin. */
    private final long longs;
    private final int pageShift;

    /**
     * Checks offsets in a memory.
     *
     * @param geometry its shape
     */
    protected PagedAccess(final PageGeometry geometry) {
        this.memoryBytes = geometry.memoryBytes();
        this.longs = memoryBytes - Long.BYTES + 1;
        this.pageShift = geometry.pageShift();
    }

    /**
     * The page of eight bytes that are to be accessed.
     *
     * @param offset the first of them
     * @return page number
     * @throws IndexOutOfBoundsException when they are not in the memory
     */
    protected final long pageOfLong(final long offset) {
        return pageOf(offset, longs);
    }

    /**
     * The page of a byte that is to be accessed.
     *
     * @param offset the byte
     * @return page number
     * @throws IndexOutOfBoundsException when it is not in the memory
     */
    protected final long pageOfByte(final long offset) {
        return pageOf(offset, memoryBytes);
    }

    private long pageOf(final long offset, final long offsets) {
        if (Long.compareUnsigned(offset, offsets) >= 0) {
            throw new IndexOutOfBoundsException("offset " + offset + " of " + memoryBytes + " bytes");
        }
        return offset >>> pageShift;
    }

    /**
     * The first page of bytes that are to be accessed.
     *
     * @param offset the first of them
     * @param length how many
     * @return page number, {@link #endPage} where there are none
     * @throws IndexOutOfBoundsException when they are not in the memory
     */
    protected final long firstPage(final long offset, final int length) {
        return Objects.checkFromIndexSize(offset, length, memoryBytes) >>> pageShift;
    }

    /**
     * The page behind the last one of bytes that are in the memory.
     *
     * @param offset the first of them
     * @param length how many
     * @return page number
     */
    protected final long endPage(final long offset, final int length) {
        return length == 0 ? offset >>> pageShift : (offset + length - 1 >>> pageShift) + 1;
    }
}
