package io.whimbrel.engine.memory;

/**
 * A set of pages as a bitmap with summary levels above it: bit i of a summary word is set when word i of the level
 * below is not zero. Finding the next member and taking out all members cost in proportion to the members, not to the
 * pages: four levels span 2^24 pages (64 GiB of 4 KiB pages), and a clean guest is seen from one word.
 *
 * <pre>
 *   level 2            [ 1 word                     ]   one bit per word of level 1
 *   level 1            [ 64 words                   ]   one bit per word of level 0
 *   level 0 (leaves)   [ 4096 words = 262,144 pages ]   one bit per page
 * </pre>
 *
 * <p>Belongs to one thread at a time. Nothing here is atomic, on purpose: see the trackers for how a bitmap is passed
 * from one thread to another.
 */
public final class HierarchicalBitmap implements PageSet {

    private final long pages;
    private final long[][] levels;
    private long cardinality;

    /**
     * Makes an empty set.
     *
     * @param pages number of pages it ranges over, at least 1
     */
    public HierarchicalBitmap(final long pages) {
        if (pages < 1 || pages > PageGeometry.MAX_PAGES) {
            throw new IllegalArgumentException("pages must be from 1 to 2^36, not " + pages);
        }
        this.pages = pages;
        int depth = 1;
        for (long words = wordsFor(pages); words > 1; words = wordsFor(words)) {
            depth++;
        }
        levels = new long[depth][];
        long bits = pages;
        for (int level = 0; level < depth; level++) {
            levels[level] = new long[(int) wordsFor(bits)];
            bits = levels[level].length;
        }
    }

    private static long wordsFor(final long bits) {
        return (bits + 63) >>> 6;
    }

    @Override
    public long pages() {
        return pages;
    }

    @Override
    public long cardinality() {
        return cardinality;
    }

    @Override
    public boolean contains(final long page) {
        return (levels[0][(int) (page >>> 6)] & (1L << page)) != 0;
    }

    /**
     * Adds a page.
     *
     * @param page page number in {@code [0, pages())}
     * @return true when it was not a member before
     */
    public boolean add(final long page) {
        final int index = (int) (page >>> 6);
        final long word = levels[0][index];
        final long bit = 1L << page;
        if ((word & bit) != 0) {
            return false;
        }
        if (page >= pages) {
            throw new IndexOutOfBoundsException("page " + page + " of " + pages);
        }
        levels[0][index] = word | bit;
        cardinality++;
        if (word == 0) {
            summarise(index);
        }
        return true;
    }

    private void summarise(final int leaf) {
        int index = leaf;
        for (int level = 1; level < levels.length; level++) {
            final long bit = 1L << index;
            index >>>= 6;
            final long word = levels[level][index];
            levels[level][index] = word | bit;
            if (word != 0) {
                return;
            }
        }
    }

    /**
     * Takes a page out.
     *
     * @param page page number in {@code [0, pages())}
     * @return true when it was a member
     */
    public boolean remove(final long page) {
        final int index = (int) (page >>> 6);
        final long word = levels[0][index];
        final long bit = 1L << page;
        if ((word & bit) == 0) {
            return false;
        }
        levels[0][index] = word & ~bit;
        cardinality--;
        if (word == bit) {
            unsummarise(index);
        }
        return true;
    }

    private void unsummarise(final int leaf) {
        int index = leaf;
        for (int level = 1; level < levels.length; level++) {
            final long bit = 1L << index;
            index >>>= 6;
            levels[level][index] &= ~bit;
            if (levels[level][index] != 0) {
                return;
            }
        }
    }

    @Override
    public long next(final long from) {
        if (from >= pages || cardinality == 0) {
            return NONE;
        }
        long position = from;
        for (int level = 0; level < levels.length; level++) {
            final int index = (int) (position >>> 6);
            if (index >= levels[level].length) {
                return NONE;
            }
            final long word = levels[level][index] & (-1L << position);
            if (word != 0) {
                long found = ((long) index << 6) + Long.numberOfTrailingZeros(word);
                for (int below = level - 1; below >= 0; below--) {
                    found = (found << 6) + Long.numberOfTrailingZeros(levels[below][(int) found]);
                }
                return found;
            }
            position = (long) index + 1;
        }
        return NONE;
    }

    /** Adds every page. */
    public void addAll() {
        long bits = pages;
        for (final long[] level : levels) {
            java.util.Arrays.fill(level, -1L);
            if ((bits & 63) != 0) {
                level[level.length - 1] = (1L << bits) - 1;
            }
            bits = level.length;
        }
        cardinality = pages;
    }

    /** Takes every page out, at a cost in proportion to the members. */
    public void clear() {
        drain(null);
    }

    /**
     * Moves every member into another set, leaving this one empty, at a cost in proportion to the members.
     *
     * @param target a set over as many pages
     */
    public void drainTo(final HierarchicalBitmap target) {
        if (target.pages != pages) {
            throw new IllegalArgumentException("sets over " + pages + " and " + target.pages + " pages");
        }
        drain(target);
    }

    private void drain(final HierarchicalBitmap target) {
        if (cardinality != 0) {
            drain(levels.length - 1, 0, target);
            cardinality = 0;
        }
    }

    private void drain(final int level, final int index, final HierarchicalBitmap target) {
        long word = levels[level][index];
        levels[level][index] = 0;
        if (level == 0) {
            if (target != null) {
                target.merge(index, word);
            }
            return;
        }
        while (word != 0) {
            drain(level - 1, (index << 6) + Long.numberOfTrailingZeros(word), target);
            word &= word - 1;
        }
    }

    private void merge(final int index, final long added) {
        final long word = levels[0][index];
        levels[0][index] = word | added;
        cardinality += Long.bitCount(added & ~word);
        if (word == 0 && added != 0) {
            summarise(index);
        }
    }
}
