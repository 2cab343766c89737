package io.whimbrel.results.model;

import java.util.List;

/**
 * What was measured of a guest, on all of its pages or on a sample: how many pages are zero, and how many distinct pages
 * were dirtied within each of several periods, all counted from the same clean start.
 *
 * @param pageBytes         length of a page in bytes
 * @param pages             pages of the guest
 * @param sampledPages      how many of them were looked at
 * @param sampledZeroPages  how many of these were all zero
 * @param periodsMs         lengths of the periods in milliseconds, rising; may be fractional
 * @param sampledDirtyPages how many of the pages looked at were dirtied within each period, never falling
 */
public record MeasuredProfile(int pageBytes, long pages, long sampledPages, long sampledZeroPages,
        List<Double> periodsMs, List<Long> sampledDirtyPages) {

    private static final double MS_PER_SECOND = 1e3;

    /**
     * Checks the numbers against each other.
     *
     * @throws IllegalArgumentException naming the one that does not fit, and what would
     */
    public MeasuredProfile {
        periodsMs = List.copyOf(periodsMs);
        sampledDirtyPages = List.copyOf(sampledDirtyPages);
        require(pageBytes >= 1, "pageSize", "at least 1", pageBytes);
        require(pages >= 1, "pages", "at least 1", pages);
        require(sampledPages >= 1 && sampledPages <= pages, "sampledPages", "from 1 to " + pages + ", all pages",
                sampledPages);
        require(sampledZeroPages >= 0 && sampledZeroPages <= sampledPages, "sampledZeroPages",
                "from 0 to " + sampledPages + ", the pages sampled", sampledZeroPages);
        require(!periodsMs.isEmpty(), "periodsMs", "at least one period", "none");
        require(sampledDirtyPages.size() == periodsMs.size(), "sampledDirtyPages",
                "one number for each of the " + periodsMs.size() + " periods", sampledDirtyPages.size());
        for (int i = 0; i < periodsMs.size(); i++) {
            final double before = i == 0 ? 0 : periodsMs.get(i - 1);
            require(periodsMs.get(i) > before && periodsMs.get(i) < Double.POSITIVE_INFINITY, "periodsMs",
                    "a number above " + before + ", for all periods begin together and each is longer than the last",
                    periodsMs.get(i));
            final long least = i == 0 ? 0 : sampledDirtyPages.get(i - 1);
            require(sampledDirtyPages.get(i) >= least && sampledDirtyPages.get(i) <= sampledPages,
                    "sampledDirtyPages", "from " + least + ", no fewer than within a shorter period, to " + sampledPages
                            + ", the pages sampled",
                    sampledDirtyPages.get(i));
        }
    }

    private static void require(final boolean holds, final String key, final String expected, final Object found) {
        if (!holds) {
            throw new IllegalArgumentException(key + ": expected " + expected + ", not " + found);
        }
    }

    /**
     * The guest that the profile stands for: counts scaled from the sample to all pages.
     *
     * @return the guest, with fractional pages where the sample does not divide them
     */
    public ModelledGuest guest() {
        final double scale = (double) pages / sampledPages;
        return new ModelledGuest(pages, sampledZeroPages * scale, pageBytes,
                new MeasuredCurve(periodsMs.stream().mapToDouble(ms -> ms / MS_PER_SECOND).toArray(),
                        sampledDirtyPages.stream().mapToDouble(count -> Math.min(pages, count * scale)).toArray(),
                        pages));
    }
}
