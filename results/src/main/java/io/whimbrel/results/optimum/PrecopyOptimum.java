package io.whimbrel.results.optimum;

import io.whimbrel.engine.memory.HierarchicalBitmap;

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
 * <p>In the literature's terms k(T - tau) is w_T(tau), the number of distinct pages written in the last tau before T.
 */
public final class PrecopyOptimum {

    private final AccessHistory writes;
    private final long startNs;
    private final double pageNs;

    /**
     * Looks at one migration.
     *
     * @param writes  every write of the guest, at least from the start of the migration on
     * @param startNs when the migration starts: nothing is sent before, nanoseconds on the history's clock
     * @param pageNs  time that the link takes for one page with its headers, nanoseconds
     */
    public PrecopyOptimum(final AccessHistory writes, final long startNs, final double pageNs) {
        if (!(pageNs > 0)) {
            throw new IllegalArgumentException("a page must take some time on the link, not " + pageNs + " ns");
        }
        this.writes = writes;
        this.startNs = startNs;
        this.pageNs = pageNs;
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
        double most = Math.max(0, all - (switchNs - startNs));
        for (int i = writes.firstAfter(switchNs) - 1; i >= 0 && writes.timeNs(i) > startNs; i--) {
            final long sinceNs = switchNs - writes.timeNs(i);
            if (all - sinceNs <= most) {
                break;
            }
            if (seen.add(writes.page(i))) {
                most = Math.max(most, seen.cardinality() * pageNs - sinceNs);
            }
        }
        return most;
    }

    /**
     * The least downtime at each of many instants: what another moment would have given. One forward pass; each write
     * costs the logarithm of the number of pages.
     *
     * @param switchesNs when the guest is paused, rising, not before the start
     * @return nanoseconds, one for each
     */
    public double[] downtimesNs(final long... switchesNs) {
        final double[] downtimes = new double[switchesNs.length];
        final Backlog backlog = new Backlog(writes.pages(), startNs, pageNs);
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
     * The instant with the least downtime: the earliest of them where several have the same. Between two writes the
     * backlog only shrinks, so the candidates are the last instant before each write, and that at which it is gone.
     *
     * @param fromNs first instant allowed, not before the start
     * @param toNs   last instant allowed
     * @return the best of them
     */
    public SwitchPoint best(final long fromNs, final long toNs) {
        requireNotBeforeStart(fromNs);
        if (toNs < fromNs) {
            throw new IllegalArgumentException("no instant lies between " + fromNs + " and " + toNs + " ns");
        }
        final Backlog backlog = new Backlog(writes.pages(), startNs, pageNs);
        SwitchPoint best = new SwitchPoint(fromNs, Double.MAX_VALUE);
        int next = writes.firstAfter(startNs);
        long sinceNs = fromNs;
        while (true) {
            for (; next < writes.size() && writes.timeNs(next) <= sinceNs; next++) {
                backlog.release(writes.page(next), writes.timeNs(next));
            }
            final boolean isLast = next == writes.size() || writes.timeNs(next) > toNs;
            final long untilNs = isLast ? toNs : writes.timeNs(next) - 1;
            final long atNs = Math.min(untilNs, sinceNs + (long) Math.ceil(backlog.drainNs(sinceNs)));
            final double downtimeNs = backlog.drainNs(atNs);
            if (downtimeNs < best.downtimeNs()) {
                best = new SwitchPoint(atNs, downtimeNs);
            }
            if (isLast || best.downtimeNs() == 0) {
                return best;
            }
            sinceNs = writes.timeNs(next);
        }
    }

    /**
     * The least time in which the destination can be whole, whenever the guest is paused: every page crosses once.
     *
     * @return nanoseconds
     */
    public double leastTotalTimeNs() {
        return writes.pages() * pageNs;
    }

    private void requireNotBeforeStart(final long instantNs) {
        if (instantNs < startNs) {
            throw new IllegalArgumentException(
                    "the guest cannot be paused at " + instantNs + " ns, the migration starts at " + startNs + " ns");
        }
    }
}
