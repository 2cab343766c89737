package io.whimbrel.results.optimum;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageSet;

/**
 * The least time that a guest must stand still after it was resumed without its memory, if the order in which it will
 * first access its pages is known: the pre-copy optimum, mirrored.
 *
 * <p>Pages are pushed in that order. The k-th of them, which the guest would first access f after it was resumed, is
 * there after k c, where c is what the link takes for a page (less for those of zeroes); so until then the guest has stood still for at least
 * {@code k c - f} in all. It need not stand still for longer than the largest of these, and no other order does better:
 * the first k pages accessed cannot all be there before k c.
 *
 * <p>This is for operations that take no time. One that takes some keeps a vCPU at work that is behind, while pages arrive
 * that it would have waited for: a guest with a backlog may stand still for less than this.
 *
 * <p>The round trip of a page that the guest demands is not in it: nothing is demanded.
 */
public final class PostcopyOptimum {

    private final AccessHistory accesses;
    private final double pageNs;
    private final PageSet zero;
    private final double zeroPageNs;

    /**
     * Looks at one guest.
     *
     * @param accesses its reads and writes, at the times at which they would be if it never stood still
     * @param pageNs   time that the link takes for one page with its headers, nanoseconds
     * @param zero     pages that cross as a header alone
     * @param zeroPageNs time that the link takes for one of those, nanoseconds
     */
    public PostcopyOptimum(final AccessHistory accesses, final double pageNs, final PageSet zero,
            final double zeroPageNs) {
        if (!(pageNs > 0)) {
            throw new IllegalArgumentException("a page must take some time on the link, not " + pageNs + " ns");
        }
        this.accesses = accesses;
        this.pageNs = pageNs;
        this.zero = zero;
        this.zeroPageNs = zeroPageNs;
    }

    /**
     * Looks at one guest none of whose pages is cheaper than the others.
     *
     * @param accesses its reads and writes, at the times at which they would be if it never stood still
     * @param pageNs   time that the link takes for one page with its headers, nanoseconds
     */
    public PostcopyOptimum(final AccessHistory accesses, final double pageNs) {
        this(accesses, pageNs, new HierarchicalBitmap(accesses.pages()), pageNs);
    }

    /**
     * The least time that the guest stands still in all.
     *
     * @param resumedNs when it is resumed, nanoseconds on the history's clock; later accesses count
     * @return nanoseconds
     */
    public double stallNs(final long resumedNs) {
        return stallNs(resumedNs, 0);
    }

    /**
     * The least time that the guest stands still in all, if some pages are there when it is resumed.
     *
     * @param resumedNs  when it is resumed, nanoseconds on the history's clock; later accesses count
     * @param firstPages pages that were there then: at best those that it accesses first
     * @return nanoseconds
     */
    public double stallNs(final long resumedNs, final long firstPages) {
        final HierarchicalBitmap seen = new HierarchicalBitmap(accesses.pages());
        double most = 0;
        double busyNs = 0;
        for (int i = accesses.firstAfter(resumedNs); i < accesses.size(); i++) {
            final long sinceNs = accesses.timeNs(i) - resumedNs;
            if (accesses.pages() * pageNs - sinceNs <= most) {
                break;
            }
            if (seen.add(accesses.page(i))) {
                busyNs += pageNs(accesses.page(i), seen.cardinality() > firstPages);
                most = Math.max(most, busyNs - sinceNs);
            }
        }
        return most;
    }

    /**
     * The least time that a guest of one vCPU stands still in all if it makes up for what it missed at once, as an open loop
     * does: an access that fell due while it stood still comes as soon as it can, and not later by what was lost. It then
     * stands still whenever a page it has already wanted cannot be there yet: between f and k c, for any k.
     *
     * @param resumedNs  when it is resumed, nanoseconds on the history's clock; later accesses count
     * @param firstPages pages that were there then: at best those that it accesses first
     * @return nanoseconds, never less than {@link #stallNs(long, long)}
     */
    public double openLoopStallNs(final long resumedNs, final long firstPages) {
        final HierarchicalBitmap seen = new HierarchicalBitmap(accesses.pages());
        double stalledNs = 0;
        double busyNs = 0;
        for (int i = accesses.firstAfter(resumedNs); i < accesses.size(); i++) {
            final long sinceNs = accesses.timeNs(i) - resumedNs;
            if (accesses.pages() * pageNs <= sinceNs) {
                break;
            }
            if (seen.add(accesses.page(i))) {
                final double fromNs = Math.max(sinceNs, busyNs);
                busyNs += pageNs(accesses.page(i), seen.cardinality() > firstPages);
                stalledNs += Math.max(0, busyNs - fromNs);
            }
        }
        return stalledNs;
    }

    private double pageNs(final long page, final boolean isAbsent) {
        if (!isAbsent) {
            return 0;
        }
        return zero.contains(page) ? zeroPageNs : pageNs;
    }

    /**
     * The number of pages that would have to be there when the guest is resumed, the first ones accessed, for it never to
     * stand still.
     *
     * @param resumedNs when it is resumed, nanoseconds on the history's clock
     * @return pages; 0 where pushing alone is fast enough
     */
    public long headStartPages(final long resumedNs) {
        return (long) Math.ceil(stallNs(resumedNs) / pageNs);
    }

    /**
     * Whether pushing alone is fast enough.
     *
     * @param resumedNs when the guest is resumed, nanoseconds on the history's clock
     * @return true when it never stands still
     */
    public boolean isStallFree(final long resumedNs) {
        return stallNs(resumedNs) == 0;
    }
}
