package io.whimbrel.engine.memory;

/**
 * The shape of a guest's memory: how many bytes, cut into pages of which size.
 *
 * @param memoryBytes length of the guest's memory in bytes, a positive multiple of {@code pageBytes}
 * @param pageBytes   length of a page in bytes, a power of two from 4 KiB to 2 MiB
 */
public record PageGeometry(long memoryBytes, int pageBytes) {

    /** The smallest page, in bytes. */
    public static final int MIN_PAGE_BYTES = 4 << 10;
    /** The largest page, in bytes. */
    public static final int MAX_PAGE_BYTES = 2 << 20;
    /** The largest number of pages that one guest may have. */
    public static final long MAX_PAGES = 1L << 36;

    /**
     * Checks the two lengths against each other.
     *
     * @throws IllegalArgumentException naming the length that does not fit and what would
     */
    public PageGeometry {
        if (Integer.bitCount(pageBytes) != 1 || pageBytes < MIN_PAGE_BYTES || pageBytes > MAX_PAGE_BYTES) {
            throw new IllegalArgumentException(
                    "page size " + pageBytes + " B is not a power of two from 4 KiB to 2 MiB");
        }
        if (memoryBytes <= 0 || memoryBytes % pageBytes != 0) {
            throw new IllegalArgumentException("memory of " + memoryBytes
                    + " B is not a positive multiple of the page size of " + pageBytes + " B");
        }
        if (memoryBytes / pageBytes > MAX_PAGES) {
            throw new IllegalArgumentException("memory of " + memoryBytes + " B has more than 2^36 pages");
        }
    }

    /**
     * The number of pages.
     *
     * @return pages, at least 1
     */
    public long pages() {
        return memoryBytes >>> pageShift();
    }

    /**
     * The binary logarithm of the page size.
     *
     * @return 12 for 4 KiB, up to 21 for 2 MiB
     */
    public int pageShift() {
        return Integer.numberOfTrailingZeros(pageBytes);
    }

    /**
     * The page in which a byte lies.
     *
     * @param offset offset in the guest's memory, in bytes
     * @return page number
     */
    public long pageOf(final long offset) {
        return offset >>> pageShift();
    }

    /**
     * Where a page begins.
     *
     * @param page page number
     * @return offset in the guest's memory, in bytes
     */
    public long offsetOf(final long page) {
        return page << pageShift();
    }
}
