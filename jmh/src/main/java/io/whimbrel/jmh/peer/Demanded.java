package io.whimbrel.jmh.peer;

/**
 * What became of one memory of which some pages were demanded and the rest was pushed.
 *
 * @param waits              how long pages that were demanded had to be waited for
 * @param pushBytesPerSecond how fast all of it moved
 */
public record Demanded(FaultTimes waits, double pushBytesPerSecond) {

    private static final double NS_PER_S = 1e9;

    static Demanded of(final FaultTimes waits, final long bytes, final long ns) {
        return new Demanded(waits, bytes * NS_PER_S / ns);
    }
}
