package io.whimbrel.engine.memory;

import org.agrona.UnsafeApi;

/**
 * The guest's memory: one page-aligned off-heap mapping, addressed by long, zero at first. Reads and writes through
 * this object are plain accesses that no tracker sees.
 *
 * <p>For virtual time there is a second form, {@linkplain #ofVersions of page versions}: it keeps eight bytes a page,
 * which say only which content of the page this is. Its bytes cannot be read or written.
 *
 * <p>Any thread may read and write. {@link #close()} must come after the last access: one through this object that comes
 * after it throws where the closing is seen, one by address, as barriers make it, ends the process. Either is an error of
 * the caller.
 */
public final class GuestMemory implements GuestAccess, AutoCloseable {

    private final PageGeometry geometry;
    /** Null in a memory of versions, which have one of their own. */
    private final Mapping mapping;
    private final long base;
    /** Null in a memory of contents. */
    private final PageVersions versions;
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
        this.versions = null;
    }

    private GuestMemory(final PageGeometry geometry, final PageVersions versions) {
        this.geometry = geometry;
        this.mapping = null;
        this.base = 0;
        this.length = 0;
        this.versions = versions;
    }

    /**
     * Maps the versions of a memory's pages, all of them version 0, which is a page of zeroes.
     *
     * @param geometry shape of the memory that the versions stand for
     * @return a memory whose bytes cannot be accessed
     * @throws MemoryUnavailableException when the machine cannot give that much
     */
    public static GuestMemory ofVersions(final PageGeometry geometry) {
        return new GuestMemory(geometry, new PageVersions(geometry));
    }

    /**
     * The versions of the pages.
     *
     * @return versions, or null when this memory holds the pages' contents
     */
    public PageVersions versions() {
        return versions;
    }

    /**
     * How a program that nobody watches accesses this memory.
     *
     * @return this, or the access to its versions
     */
    public GuestAccess access() {
        return versions == null ? this : versions;
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
        if (versions == null) {
            checkRange(offset, bytes);
            mapping.populate(offset, bytes);
        }
    }

    /**
     * Sets the first content of a page: its bytes, or as a version the first eight of them.
     *
     * @param page  page number
     * @param block {@link #blockBytes()} bytes
     */
    public void fill(final long page, final byte[] block) {
        if (versions == null) {
            write(geometry.offsetOf(page), block, 0, block.length);
        } else {
            versions.fill(page, block);
        }
    }

    /**
     * Where what this memory keeps of a page lies: {@link #blockBytes()} bytes, page after page without gaps.
     *
     * @param page page number
     * @return address in this process
     */
    public long addressOfBlock(final long page) {
        return versions == null ? addressOfPage(page) : versions.addressOf(page);
    }

    /**
     * How many bytes of a page this memory keeps.
     *
     * @return the page size, or 8 where it keeps versions
     */
    public int blockBytes() {
        return versions == null ? geometry.pageBytes() : Long.BYTES;
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
        if (versions == null) {
            mapping.close();
        } else {
            versions.close();
        }
    }
}
