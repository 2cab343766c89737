package io.whimbrel.results.optimum;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageSet;

/**
 * The least downtime that whole-page pre-copy could have had on a guest whose writes are known beforehand.
 *
 * <h2>Why it is the least</h2>
 * Let the guest be paused at T, and let the link take c for a page. A page sent before its last write up to T has to be
 * sent again, so each page is worth sending once, after its last write: its <em>release</em>. Pages that were not
 * written are released when the migration starts. Of the k pages released at r or later, the link can carry at most
 * (T - r) / c before T. Whatever is done, it is therefore busy after T for at least
 * <pre>
 *   d*(T) = max over r of [ k(r) c - (T - r) ], and not less than 0
 * </pre>
 * and a link that always sends some page already released, and idles only where there is none, needs no longer: this is
 * the backlog of a queue with one server (Lindley, Reich), in which order it is served does not matter. Every page goes
 * once, so the bytes are those of the guest.
 *
 * <p>A page that is all zero when the migration starts may cost less, as long as it is not written: it is then one of
 * those that are released at the start, and its release counts for what it costs.
 *
 * <p>In the literature's terms k(T - tau) is w_T(tau), the number of distinct pages written in the last tau before T.
 */
public final class PrecopyOptimum {

    private final AccessHistory writes;
    private final long startNs;
    private final double pageNs;
    private final PageSet zero;
    private final double zeroNs;

    /**
     * Looks at one migration of a guest without zero pages.
     *
     * @param writes  every write of the guest, at least from the start of the migration on
     * @param startNs when the migration starts: nothing is sent before, nanoseconds on the history's clock
     * @param pageNs  time that the link takes for one page with its headers, nanoseconds
     */
    public PrecopyOptimum(final AccessHistory writes, final long startNs, final double pageNs) {
        this(writes, startNs, pageNs, new HierarchicalBitmap(writes.pages()), pageNs);
    }

    /**
     * Looks at one migration.
     *
     * @param writes  every write of the guest, at least from the start of the migration on
     * @param startNs when the migration starts: nothing is sent before, nanoseconds on the history's clock
     * @param pageNs  time that the link takes for one page with its headers, nanoseconds
     * @param zero    the pages that are all zero when the migration starts; must not change
     * @param zeroNs  time that the link takes for one of these while it is not written, nanoseconds
     */
    public PrecopyOptimum(final AccessHistory writes, final long startNs, final double pageNs, final PageSet zero,
            final double zeroNs) {
        if (!(pageNs > 0 && zeroNs >= 0 && zeroNs <= pageNs)) {
            throw new IllegalArgumentException("a page must take some time on the link, a zero page no longer than "
                    + "others, not " + pageNs + " and " + zeroNs + " ns");
        }
        this.writes = writes;
        this.startNs = startNs;
        this.pageNs = pageNs;
        this.zero = zero;
        this.zeroNs = zeroNs;
    }

    /**
     * When the migration starts.
     *
     * @return nanoseconds on the history's clock
     */
    public long startNs() {
        return startNs;
    }

    /**
     * The least downtime at one instant, in one backward pass over the writes before it.
     *
     * @param switchNs when the guest is paused, a write at this very instant included; not before the start
     * @return nanoseconds
     */
    public double downtimeNs(final long switchNs) {
        requireNotBeforeStart(switchNs);
        final HierarchicalBitmap seen = new HierarchicalBitmap(writes.pages());
        final double all = writes.pages() * pageNs;
        long stillZero = zero.cardinality();
        double most = 0;
        for (int i = writes.firstAfter(switchNs) - 1; i >= 0 && writes.timeNs(i) > startNs; i--) {
            final long sinceNs = switchNs - writes.timeNs(i);
            if (all - sinceNs <= most) {
                return most;
            }
            if (seen.add(writes.page(i))) {
                most = Math.max(most, seen.cardinality() * pageNs - sinceNs);
                stillZero -= zero.contains(writes.page(i)) ? 1 : 0;
            }
        }
        return Math.max(most, all - stillZero * (pageNs - zeroNs) - (switchNs - startNs));
    }

    /**
     * The least downtime at each of many instants: what another moment would have given. One forward pass, in which a
     * write costs no more than the logarithm of the number of pages.
     *
     * @param switchesNs when the guest is paused, rising, not before the start
     * @return nanoseconds, one for each
     */
    public double[] downtimesNs(final long... switchesNs) {
        final double[] downtimes = new double[switchesNs.length];
        final Backlog backlog = backlog();
        int next = writes.firstAfter(startNs);
        for (int i = 0; i < switchesNs.length; i++) {
            requireNotBeforeStart(switchesNs[i]);
            if (i > 0 && switchesNs[i] < switchesNs[i - 1]) {
                throw new IllegalArgumentException("the instants must rise");
            }
            for (; next < writes.size() && writes.timeNs(next) <= switchesNs[i]; next++) {
                backlog.release(writes.page(next), writes.timeNs(next));
            }
            downtimes[i] = backlog.drainNs(switchesNs[i]);
        }
        return downtimes;
    }

    /**
     * The instant with the least downtime: the earliest of them where several have the same.
     *
     * @param fromNs first instant allowed, not before the start
     * @param toNs   last instant allowed
     * @return the best of them
     */
    public SwitchPoint best(final long fromNs, final long toNs) {
        return earliest(fromNs, toNs, 0);
    }

    /**
     * The earliest instant with a downtime that is short enough. Between two writes the backlog only shrinks, so the
     * candidates are the last instant before each write, and that at which it has shrunk to the limit.
     *
     * @param fromNs  first instant allowed, not before the start
     * @param toNs    last instant allowed
     * @param limitNs the longest downtime that is short enough, nanoseconds
     * @return that instant, or the best where none will do
     */
    public SwitchPoint earliest(final long fromNs, final long toNs, final double limitNs) {
        requireNotBeforeStart(fromNs);
        if (toNs < fromNs) {
            throw new IllegalArgumentException("no instant lies between " + fromNs + " and " + toNs + " ns");
        }
        final Backlog backlog = backlog();
        SwitchPoint best = new SwitchPoint(fromNs, Double.MAX_VALUE);
        int next = writes.firstAfter(startNs);
        long sinceNs = fromNs;
        long notBeforeNs = fromNs;
        while (true) {
            for (; next < writes.size() && writes.timeNs(next) <= sinceNs; next++) {
                backlog.release(writes.page(next), writes.timeNs(next));
            }
            final boolean isLast = next == writes.size() || writes.timeNs(next) > toNs;
            final long untilNs = isLast ? toNs : writes.timeNs(next) - 1;
            if (untilNs >= notBeforeNs) {
                final double tooMuchNs = Math.max(0, backlog.drainNs(sinceNs) - limitNs);
                final long atNs = Math.min(untilNs, sinceNs + (long) Math.ceil(tooMuchNs));
                final double downtimeNs = backlog.drainNs(atNs);
                if (downtimeNs < best.downtimeNs()) {
                    best = new SwitchPoint(atNs, downtimeNs);
                }
                if (downtimeNs <= limitNs) {
                    return best;
                }
                // A backlog falls no faster than time goes by.
                notBeforeNs = atNs + (long) (downtimeNs - Math.max(limitNs, best.downtimeNs()));
            }
            if (isLast) {
                return best;
            }
            sinceNs = writes.timeNs(next);
        }
    }

    /**
     * The least downtime at any instant up to the last one allowed, of a grid of some two thousand; up to one step of the
     * grid above it. Zero pages are taken for others. Quick however many pages there are.
     *
     * @param toNs last instant allowed, not before the start
     * @return nanoseconds
     */
    public double leastDowntimeNs(final long toNs) {
        requireNotBeforeStart(toNs);
        return toNs == startNs
                ? writes.pages() * pageNs
                : new SwitchSearch(writes, startNs, pageNs, toNs).leastDowntimeNs();
    }

    /**
     * The least time in which the destination can be whole, whenever the guest is paused: every page crosses once.
     *
     * @return nanoseconds
     */
    public double leastTotalTimeNs() {
        return writes.pages() * pageNs - zero.cardinality() * (pageNs - zeroNs);
    }

    /**
     * The time that the link is busy in all when every page crosses once, after its last write.
     *
     * @param switchNs when the guest is paused, not before the start
     * @return nanoseconds
     */
    public double busyNs(final long switchNs) {
        requireNotBeforeStart(switchNs);
        final HierarchicalBitmap noMoreZero = new HierarchicalBitmap(writes.pages());
        final int end = writes.firstAfter(switchNs);
        for (int i = writes.firstAfter(startNs); i < end; i++) {
            if (zero.contains(writes.page(i))) {
                noMoreZero.add(writes.page(i));
            }
        }
        return leastTotalTimeNs() + noMoreZero.cardinality() * (pageNs - zeroNs);
    }

    private Backlog backlog() {
        return new Backlog(writes.pages(), startNs, pageNs, zero, zeroNs);
    }

    private void requireNotBeforeStart(final long instantNs) {
        if (instantNs < startNs) {
            throw new IllegalArgumentException(
                    "the guest cannot be paused at " + instantNs + " ns, the migration starts at " + startNs + " ns");
        }
    }
}
