package io.whimbrel.results.model;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.results.optimum.AccessHistory;
import java.util.Arrays;

/**
 * The curve that a guest's own writes give: counted exactly from one clean start, or the mean over several. It is known
 * for as long as the history goes on after the last start; beyond, it goes on as steeply as over the last tenth of that,
 * until every page is dirty.
 */
public final class HistoryCurve implements DirtyCurve {

    private static final double NS_PER_SECOND = 1e9;
    private static final double STEP_OF_RATE = 1.0 / 256;
    private static final double TAIL = 0.9;

    private final int guestPages;
    private final long horizonNs;
    /** For each start the instants, since it, at which a clean page was written. */
    private final long[][] firstWritesNs;

    private HistoryCurve(final int guestPages, final long horizonNs, final long[][] firstWritesNs) {
        this.guestPages = guestPages;
        this.horizonNs = horizonNs;
        this.firstWritesNs = firstWritesNs;
    }

    /**
     * Counts.
     *
     * @param writes   the guest's writes
     * @param endNs    until when they are known, nanoseconds on the history's clock, later than every start
     * @param startsNs when all pages are taken to be clean, nanoseconds on the history's clock; later writes count
     * @return the curve
     */
    public static DirtyCurve of(final AccessHistory writes, final long endNs, final long... startsNs) {
        final long lastStartNs = Arrays.stream(startsNs).max()
                .orElseThrow(() -> new IllegalArgumentException("a curve begins at a clean start, and none is given"));
        if (endNs <= lastStartNs) {
            throw new IllegalArgumentException(
                    "no time lies between the clean start at " + lastStartNs + " ns and the end at " + endNs + " ns");
        }
        final long[][] firstWritesNs = new long[startsNs.length][];
        for (int i = 0; i < startsNs.length; i++) {
            firstWritesNs[i] = firstWrites(writes, startsNs[i], startsNs[i] + endNs - lastStartNs);
        }
        return new HistoryCurve(writes.pages(), endNs - lastStartNs, firstWritesNs);
    }

    private static long[] firstWrites(final AccessHistory writes, final long startNs, final long endNs) {
        final HierarchicalBitmap dirty = new HierarchicalBitmap(writes.pages());
        final long[] firstNs = new long[writes.pages()];
        final int end = writes.firstAfter(endNs);
        for (int i = writes.firstAfter(startNs); i < end; i++) {
            if (dirty.add(writes.page(i))) {
                firstNs[(int) dirty.cardinality() - 1] = writes.timeNs(i) - startNs;
            }
        }
        return Arrays.copyOf(firstNs, (int) dirty.cardinality());
    }

    @Override
    public double pages(final double seconds) {
        final double ns = seconds * NS_PER_SECOND;
        if (ns <= horizonNs) {
            return counted(ns);
        }
        final double known = counted(horizonNs);
        final double slope = (known - counted(TAIL * horizonNs)) / ((1 - TAIL) * horizonNs);
        return Math.min(guestPages, known + slope * (ns - horizonNs));
    }

    private double counted(final double ns) {
        long pages = 0;
        for (final long[] writes : firstWritesNs) {
            pages += countUntil(writes, ns);
        }
        return (double) pages / firstWritesNs.length;
    }

    private static int countUntil(final long[] writesNs, final double ns) {
        int low = 0;
        int high = writesNs.length;
        while (low < high) {
            final int middle = low + high >>> 1;
            if (writesNs[middle] <= ns) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public double pagesPerSecond() {
        final double seconds = STEP_OF_RATE * horizonSeconds();
        return pages(seconds) / seconds;
    }

    @Override
    public double workingSetPages() {
        return counted(horizonNs);
    }

    @Override
    public double horizonSeconds() {
        return horizonNs / NS_PER_SECOND;
    }
}
