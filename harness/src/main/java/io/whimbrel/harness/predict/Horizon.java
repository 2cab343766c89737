package io.whimbrel.harness.predict;

import io.whimbrel.engine.memory.PageGeometry;

/** For how long a guest's accesses matter to a prediction. */
final class Horizon {

    private static final double NS_PER_SECOND = 1e9;
    private static final double HEADERS = 1.02;
    private static final long MIN_NS = 1_000_000_000L;
    private static final long MAX_NS = 30_000_000_000L;

    private Horizon() {}

    /** The time that the first pass takes with its headers, at least 1 s and at most 30 s; later ones are seldom longer. */
    static long ns(final PageGeometry geometry, final long bytesPerSecond) {
        return Math.clamp((long) (NS_PER_SECOND * HEADERS * geometry.memoryBytes() / bytesPerSecond), MIN_NS, MAX_NS);
    }
}
