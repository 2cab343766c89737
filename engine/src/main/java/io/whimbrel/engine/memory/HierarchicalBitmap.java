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

    /** Draining works on three levels at once; a small set has more levels than it needs rather than a case of its own. */
    private static final int LEAST_DEPTH = 3;

    private final long pages;
    private final WordBatch batch;
    private long[][] levels;
    private long[] leaves;
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
        levels = newLevels(pages);
        leaves = levels[0];
        batch = new WordBatch(leaves.length);
    }

    /** The words of an empty bitmap, leaves first, up to a level of a single word. */
    static long[][] newLevels(final long pages) {
        int depth = 1;
        for (long words = wordsFor(pages); words > 1 || depth < LEAST_DEPTH; words = wordsFor(words)) {
            depth++;
        }
        final long[][] levels = new long[depth][];
        long bits = pages;
        for (int level = 0; level < depth; level++) {
            levels[level] = new long[(int) wordsFor(bits)];
            bits = levels[level].length;
        }
        return levels;
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
        return (leaves[(int) (page >>> 6)] & (1L << page)) != 0;
    }

    /**
     * Adds a page.
     *
     * @param page page number in {@code [0, pages())}
     * @return true when it was not a member before
     */
    public boolean add(final long page) {
        return (leaves[(int) (page >>> 6)] & (1L << page)) == 0 && addAbsent(page);
    }

    private boolean addAbsent(final long page) {
        if (page >= pages) {
            throw new IndexOutOfBoundsException("page " + page + " of " + pages);
        }
        final int index = (int) (page >>> 6);
        final long word = leaves[index];
        leaves[index] = word | 1L << page;
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
        final long word = leaves[index];
        final long bit = 1L << page;
        if ((word & bit) == 0) {
            return false;
        }
        leaves[index] = word & ~bit;
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
        if (cardinality != 0) {
            clear(levels.length - 1, 0);
            cardinality = 0;
        }
    }

    private void clear(final int level, final int index) {
        if (level > 0) {
            for (long word = levels[level][index]; word != 0; word &= word - 1) {
                clear(level - 1, (index << 6) + Long.numberOfTrailingZeros(word));
            }
        }
        levels[level][index] = 0;
    }

    /**
     * Moves every member into another set, leaving this one empty. An empty target takes over this set's words and
     * gives its own in exchange, whatever their number; otherwise the cost is in proportion to the members moved.
     *
     * @param target another set, over as many pages
     */
    public void drainTo(final HierarchicalBitmap target) {
        if (target == this || target.pages != pages) {
            throw new IllegalArgumentException("not another set over " + pages + " pages");
        }
        if (target.cardinality == 0) {
            exchange(target);
        } else if (cardinality != 0) {
            drain(levels.length - 1, 0, target);
            cardinality = 0;
        }
    }

    private void exchange(final HierarchicalBitmap target) {
        final long[][] empty = target.levels;
        target.levels = levels;
        target.leaves = leaves;
        target.cardinality = cardinality;
        levels = empty;
        leaves = empty[0];
        cardinality = 0;
    }

    private void drain(final int level, final int index, final HierarchicalBitmap target) {
        final long word = levels[level][index];
        levels[level][index] = 0;
        target.levels[level][index] |= word;
        if (level == 2) {
            drainBelow(index << 6, word, target);
            return;
        }
        for (long rest = word; rest != 0; rest &= rest - 1) {
            drain(level - 1, (index << 6) + Long.numberOfTrailingZeros(rest), target);
        }
    }

    private void drainBelow(final int first, final long summary, final HierarchicalBitmap target) {
        final long[] from = levels[1];
        final long[] to = target.levels[1];
        batch.clear();
        for (long rest = summary; rest != 0; rest &= rest - 1) {
            final int index = first + Long.numberOfTrailingZeros(rest);
            final long word = from[index];
            from[index] = 0;
            to[index] |= word;
            batch.addBelow(index << 6, word);
        }
        drainLeaves(target);
    }

    private void drainLeaves(final HierarchicalBitmap target) {
        final long[] from = leaves;
        final long[] to = target.leaves;
        final int size = batch.size();
        long added = 0;
        for (int i = 0; i < size; i++) {
            final int index = batch.index(i);
            final long word = from[index];
            from[index] = 0;
            final long before = to[index];
            to[index] = before | word;
            added += Long.bitCount(word & ~before);
        }
        target.cardinality += added;
    }

    /** Adds the pages of one leaf word. */
    void addWord(final int index, final long added) {
        final long word = leaves[index];
        leaves[index] = word | added;
        cardinality += Long.bitCount(added & ~word);
        if (word == 0 && added != 0) {
            summarise(index);
        }
    }
}
