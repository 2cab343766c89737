package io.whimbrel.workloads.clairvoyant;

/** Whether a trace is of a guest of the same size. */
final class TracedPages {

    private TracedPages() {}

    static void require(final long traced, final long pages) {
        if (traced != pages) {
            throw new IllegalArgumentException(
                    "the trace is of a guest of " + traced + " pages, and this one has " + pages);
        }
    }
}
