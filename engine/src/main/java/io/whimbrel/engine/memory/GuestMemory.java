package io.whimbrel.engine.memory;

import org.agrona.UnsafeApi;

/**
 * The guest's memory: one page-aligned off-heap mapping, addressed by long, zero at first. Reads and writes through
 * this object are plain accesses that no tracker sees.
 *
 * <p>Any thread may read and write. {@link #close()} must come after the last access: an access after it throws where
 * the closing is seen, and is an error of the caller either way.
 */
public final class GuestMemory implements GuestAccess, AutoCloseable {

    private final PageGeometry geometry;
    private final Mapping mapping;
    private final long base;
    private long length;

    /**
     * Maps memory. Nothing is populated yet: pages come into being when first touched, or by {@link #populate}.
     *
     * @param geometry shape of the memory
     * @throws MemoryUnavailableException when the machine cannot give that much
     */
    public GuestMemory(final PageGeometry geometry) {
        this.geometry = geometry;
        this.mapping = Mapping.map(geometry.memoryBytes());
        this.base = mapping.address();
        this.length = geometry.memoryBytes();
    }

    /**
     * The shape of the memory.
     *
     * @return geometry
     */
    public PageGeometry geometry() {
        return geometry;
    }

    /**
     * The address of a page's first byte, for copying whole pages.
     *
     * @param page page number in {@code [0, pages())}
     * @return address in this process
     */
    public long addressOfPage(final long page) {
        final long offset = page << geometry.pageShift();
        checkRange(offset, geometry.pageBytes());
        return base + offset;
    }

    /**
     * Has the machine provide part of the memory now rather than at first touch.
     *
     * @param offset first byte, a multiple of the page size
     * @param bytes  how many
     * @throws MemoryUnavailableException when the machine cannot give that much
     */
    public void populate(final long offset, final long bytes) {
        checkRange(offset, bytes);
        mapping.populate(offset, bytes);
    }

    private void checkRange(final long offset, final long bytes) {
        if (offset < 0 || bytes < 0 || offset > length - bytes) {
            throw new IndexOutOfBoundsException("bytes " + offset + " to " + (offset + bytes) + " of " + length);
        }
    }

    @Override
    public long getLong(final long offset) {
        checkRange(offset, Long.BYTES);
        return UnsafeApi.getLong(base + offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        checkRange(offset, Long.BYTES);
        UnsafeApi.putLong(base + offset, value);
    }

    @Override
    public byte getByte(final long offset) {
        checkRange(offset, Byte.BYTES);
        return UnsafeApi.getByte(base + offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        checkRange(offset, Byte.BYTES);
        UnsafeApi.putByte(base + offset, value);
    }

    @Override
    public void read(final long offset, final byte[] target, final int index, final int count) {
        checkRange(offset, count);
        java.util.Objects.checkFromIndexSize(index, count, target.length);
        UnsafeApi.copyMemory(null, base + offset, target, UnsafeApi.arrayBaseOffset(byte[].class) + (long) index,
                count);
    }

    @Override
    public void write(final long offset, final byte[] source, final int index, final int count) {
        checkRange(offset, count);
        java.util.Objects.checkFromIndexSize(index, count, source.length);
        UnsafeApi.copyMemory(source, UnsafeApi.arrayBaseOffset(byte[].class) + (long) index, null, base + offset,
                count);
    }

    /** Gives the memory back. Idempotent. */
    @Override
    public void close() {
        length = 0;
        mapping.close();
    }
}
