package io.whimbrel.engine.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A set of pages that many threads add to while one collector takes pages out, shaped as {@link HierarchicalBitmap}.
 *
 * <p>The collector finds pages through the summary levels only, so a set leaf bit under a clear summary bit would be a
 * page that nobody finds. Two rules keep that from lasting:
 * <ul>
 * <li>The collector clears from the top down, every word by an atomic exchange: whoever clears a summary bit goes on
 * to look at all that is below it.
 * <li>An adder sets its leaf bit and <em>then</em> sees to it that each summary bit above is set, from the bottom up,
 * testing before setting. A summary bit that it found set may be cleared the moment after, but then by a collector
 * that has yet to take the word below, which by then holds the adder's bit.
 * </ul>
 * All of these accesses are sequentially consistent, so that an adder that saw the summary bit still set, and a
 * collector that saw the leaf still clear, cannot both be.
 *
 * <p>That covers whoever has returned from {@link #add}. It does not cover a third thread which tests with
 * {@link #contains}, finds the bit set by an adder still on its way up, and does not add. For its sake the adder also
 * sets the summary bits before it sets the leaf: then a leaf bit is never seen set for the first time before its
 * summary was. What remains is the adder overtaken between the two by a collector that clears the summary again; a
 * collector that waits for every adder to finish before it ends its sync, as {@code HandshakeTracker} does, has that
 * covered too, for by the next sync such an adder has repaired the summary.
 */
public final class AtomicHierarchicalBitmap {

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long pages;
    private final long[][] levels;
    private final long[] leaves;

    /**
     * Makes an empty set.
     *
     * @param pages number of pages it ranges over, at least 1
     */
    public AtomicHierarchicalBitmap(final long pages) {
        this.pages = pages;
        levels = HierarchicalBitmap.newLevels(pages);
        leaves = levels[0];
    }

    /**
     * Whether a page is in the set. By any thread; what the thread that added it did before is visible on true.
     *
     * @param page page number in {@code [0, pages)}
     * @return true when it is a member
     */
    public boolean contains(final long page) {
        return ((long) WORDS.getAcquire(leaves, (int) (page >>> 6)) & (1L << page)) != 0;
    }

    /**
     * Adds a page by an atomic read-modify-write, whether or not it is a member already. By any thread.
     *
     * @param page page number in {@code [0, pages)}
     */
    public void add(final long page) {
        if (page >= pages) {
            throw new IndexOutOfBoundsException("page " + page + " of " + pages);
        }
        for (int level = levels.length - 1; level > 0; level--) {
            summarise(level, page);
        }
        WORDS.getAndBitwiseOr(leaves, (int) (page >>> 6), 1L << page);
        for (int level = 1; level < levels.length; level++) {
            summarise(level, page);
        }
    }

    private void summarise(final int level, final long page) {
        final long[] words = levels[level];
        final long position = page >>> 6 * level;
        final int index = (int) (position >>> 6);
        final long bit = 1L << position;
        if (((long) WORDS.getVolatile(words, index) & bit) == 0) {
            WORDS.getAndBitwiseOr(words, index, bit);
        }
    }

    /**
     * Moves every member found into another set, at a cost in proportion to the members. By the collector alone; what
     * the threads that added a page did before is visible afterwards.
     *
     * @param target a set over as many pages, owned by the collector
     */
    public void drainTo(final HierarchicalBitmap target) {
        if (target.pages() != pages) {
            throw new IllegalArgumentException("sets over " + pages + " and " + target.pages() + " pages");
        }
        drain(levels.length - 1, 0, target);
    }

    private void drain(final int level, final int index, final HierarchicalBitmap target) {
        final long[] words = levels[level];
        if ((long) WORDS.getVolatile(words, index) == 0) {
            return;
        }
        final long word = (long) WORDS.getAndSet(words, index, 0L);
        if (level == 0) {
            target.addWord(index, word);
            return;
        }
        for (long rest = word; rest != 0; rest &= rest - 1) {
            drain(level - 1, (index << 6) + Long.numberOfTrailingZeros(rest), target);
        }
    }
}
