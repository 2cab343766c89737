package io.whimbrel.engine.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import org.agrona.UnsafeApi;

/**
 * What a memory keeps of its pages where their contents do not matter: a version each, which every write makes
 * another. Two memories that went through the same writes have the same versions, and a lost write shows. So a guest
 * of a million pages fits a cache, and moves without copying its pages.
 *
 * <p>As a {@link GuestAccess} it knows pages only: a write of any length makes the page's next version, a read gives the
 * version as its first eight bytes. Belongs to one thread at a time.
 *
 * <p>What is written waits in a short list until somebody looks, or the list is full: the pages of a large guest have
 * to be fetched from far memory, and one by one an operation would take as long as that. Together the fetches overlap.
 */
public final class PageVersions implements GuestAccess {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Enough to keep a core's outstanding fetches busy. */
    private static final int WRITES_HELD = 32;

    private final int pageShift;
    private final long pages;
    private final Mapping mapping;
    private final long base;
    private final Mapping lookalikes;
    private final long[] heldAddresses = new long[WRITES_HELD];
    private int held;

    PageVersions(final PageGeometry geometry) {
        pageShift = geometry.pageShift();
        pages = geometry.pages();
        mapping = Mapping.map(pages << 3);
        base = mapping.address();
        try {
            lookalikes = Mapping.map(2L * geometry.pageBytes());
        } catch (final RuntimeException e) {
            mapping.close();
            throw e;
        }
        UnsafeApi.setMemory(lookalikes.address() + geometry.pageBytes(), geometry.pageBytes(), (byte) 0x5a);
    }

    /** Where the version of a page is, to be read before the next write. */
    long addressOf(final long page) {
        if (held != 0) {
            settle();
        }
        return slot(page);
    }

    private long slot(final long page) {
        return base + (Objects.checkIndex(page, pages) << 3);
    }

    private void settle() {
        for (int i = 0; i < held; i++) {
            final long address = heldAddresses[i];
            UnsafeApi.putLong(address, UnsafeApi.getLong(address) + 1);
        }
        held = 0;
    }

    /**
     * The version of a page.
     *
     * @param page page number
     * @return version; 0 for a page of zeroes
     */
    public long version(final long page) {
        return UnsafeApi.getLong(addressOf(page));
    }

    /**
     * Sets the version of a page.
     *
     * @param page    page number
     * @param version version
     */
    public void version(final long page, final long version) {
        UnsafeApi.putLong(addressOf(page), version);
    }

    /**
     * A page to look at in place of one of which only the version is known: zeroes for version 0, otherwise not. What
     * an encoding says of it holds for the true page only as far as zeroes go.
     *
     * @param page page number
     * @return address of as many bytes as a page has
     */
    public long addressOfLookalike(final long page) {
        return lookalikes.address() + (version(page) == 0 ? 0 : 1L << pageShift);
    }

    void fill(final long page, final byte[] block) {
        version(page, (long) WORDS.get(block, 0));
    }

    @Override
    public long getLong(final long offset) {
        return version(offset >>> pageShift);
    }

    @Override
    public void putLong(final long offset, final long value) {
        wrote(offset);
    }

    private void wrote(final long offset) {
        heldAddresses[held++] = slot(offset >>> pageShift);
        if (held == WRITES_HELD) {
            settle();
        }
    }

    @Override
    public byte getByte(final long offset) {
        return (byte) getLong(offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        wrote(offset);
    }

    @Override
    public void read(final long offset, final byte[] target, final int index, final int length) {
        if (length >= Long.BYTES) {
            WORDS.set(target, index, getLong(offset));
        }
    }

    @Override
    public void write(final long offset, final byte[] source, final int index, final int length) {
        final long last = offset + length - 1 >> pageShift;
        for (long page = offset >> pageShift; page <= last; page++) {
            wrote(page << pageShift);
        }
    }

    void close() {
        mapping.close();
        lookalikes.close();
    }
}
