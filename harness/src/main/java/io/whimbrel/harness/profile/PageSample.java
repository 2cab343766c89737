package io.whimbrel.harness.profile;

import io.whimbrel.engine.memory.GuestMemory;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.agrona.checksum.Crc32c;

/**
 * Some of a guest's pages, drawn at random, and what they held. A page is taken for dirtied when its checksum has
 * changed, as QEMU's calc-dirty-rate does (migration/dirtyrate.c): a write that puts back the same bytes is not seen.
 * Pages are read while the guest writes them; one caught in the middle is dirtied either way.
 */
final class PageSample {

    private final GuestMemory memory;
    private final long[] pages;
    private final int[] checksums;
    private final BitSet changed = new BitSet();

    private PageSample(final GuestMemory memory, final long[] pages) {
        this.memory = memory;
        this.pages = pages;
        this.checksums = new int[pages.length];
        for (int i = 0; i < pages.length; i++) {
            checksums[i] = checksum(pages[i]);
        }
    }

    /**
     * Draws pages and remembers what they hold now.
     *
     * @param memory the guest's
     * @param size   how many pages; all of them where there are fewer
     * @param seed   decides which
     */
    static PageSample of(final GuestMemory memory, final long size, final long seed) {
        final long pages = memory.geometry().pages();
        final LongStream drawn = size >= pages
                ? LongStream.range(0, pages)
                : new SplittableRandom(seed).longs(0, pages).distinct().limit(size).sorted();
        return new PageSample(memory, drawn.toArray());
    }

    private int checksum(final long page) {
        return Crc32c.INSTANCE.compute(memory.addressOfPage(page), 0, memory.geometry().pageBytes());
    }

    long size() {
        return pages.length;
    }

    /** The pages that were found changed, now or before. */
    long changed() {
        for (int i = 0; i < pages.length; i++) {
            if (!changed.get(i) && checksum(pages[i]) != checksums[i]) {
                changed.set(i);
            }
        }
        return changed.cardinality();
    }

    /** The pages that are all zero now. */
    long zero() {
        return LongStream.of(pages).filter(page -> ZeroPages.isZero(memory, page)).count();
    }
}
