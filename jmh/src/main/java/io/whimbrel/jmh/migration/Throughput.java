package io.whimbrel.jmh.migration;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a pair of transfers has reached. JMH's closing table adds these up over all iterations; look at the averages
 * above it, or at the medians that {@code Ratios} computes.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Throughput {

    /** Pages per second that a migration delivered and applied. */
    public double whimbrelPagesPerSecond;
    /** Pages per second that the bare program delivered into memory. */
    public double barePagesPerSecond;
    /** The first over the second. */
    public double ratio;

    /** For JMH. */
    public Throughput() {}
}
