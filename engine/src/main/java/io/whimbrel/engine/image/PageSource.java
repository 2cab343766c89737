package io.whimbrel.engine.image;

/** The pages of a guest at one point of its life, each to be had when it is wanted. Belongs to one thread at a time. */
public interface PageSource {

    /**
     * Whether a page is all zero, which is known without reading it.
     *
     * @param page page number
     * @return true for a page of zeroes
     */
    boolean isZero(long page);

    /**
     * Reads one page.
     *
     * @param page   page number
     * @param target address of room for as many bytes as are kept of a page
     * @throws ImageException                when it is damaged; what was written to the target is of no use then
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    void read(long page, long target);
}
