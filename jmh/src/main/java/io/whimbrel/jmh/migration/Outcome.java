package io.whimbrel.jmh.migration;

import io.whimbrel.engine.migration.SourceReport;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a migration came to, beside the time that it took. JMH's closing table adds these up over all iterations; look
 * at the averages above it, or at the medians that {@code Ratios} computes.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Outcome {

    /** From asking the vCPUs to stop until they run at the destination, in nanoseconds. */
    public long downtimeNs;
    /** Bytes handed to the link. */
    public long bytesSent;
    /** Rounds, the paused one among them. */
    public long rounds;
    /** Bytes sent over the guest's memory. */
    public double amplification;

    /** For JMH. */
    public Outcome() {}

    final void of(final SourceReport report, final long memoryBytes) {
        downtimeNs = report.downtimeNs();
        bytesSent = report.bytesSent();
        rounds = report.rounds().size();
        amplification = (double) bytesSent / memoryBytes;
    }
}
