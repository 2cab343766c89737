package io.whimbrel.workloads.pattern.builtin;

/** How many items a hot set has. */
final class HotSet {

    private HotSet() {}

    static long size(final double fraction, final long items) {
        return Math.clamp(Math.round(fraction * items), 1L, items);
    }
}
