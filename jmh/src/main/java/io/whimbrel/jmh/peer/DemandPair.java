package io.whimbrel.jmh.peer;

import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.memory.GuestMemory;
import org.agrona.CloseHelper;

/**
 * A second process that demands pages in two ways while the rest is pushed at it at a given rate: as the destination of
 * a post-copy migration, whose guest touches absent pages, and as a program that uses Aeron and nothing else. Both go
 * through one pair of media drivers.
 */
public final class DemandPair implements AutoCloseable {

    private final GuestPlan what;
    private final MigrationPlan how;
    private final long bytesPerSecond;
    private final PeerDestination destination;
    private AeronAnswerer bare;

    /**
     * Starts the second process.
     *
     * @param transport      a reference to a transport over Aeron
     * @param placement      which processors the two have
     * @param what           the guest
     * @param bytesPerSecond how fast the rest is pushed
     */
    public DemandPair(final String transport, final Placement placement, final GuestPlan what,
            final long bytesPerSecond) {
        this.what = what;
        this.bytesPerSecond = bytesPerSecond;
        how = MigrationPlan.by("postcopy").at("fixed(cap=" + bytesPerSecond + "B/s)");
        destination = new PeerDestination(transport, placement);
    }

    /**
     * Migrates a guest by post-copy, and verifies it.
     *
     * @return how long its vCPUs waited for the pages that they touched and an answer brought
     */
    public Demanded migrate() {
        destination.expect();
        final SourceReport report;
        try (SourceRun run = new SourceRun(what, how, destination.link())) {
            run.start();
            report = run.migrate();
        }
        return Demanded.of(destination.conclude(), report.push().bytesSent(),
                report.completedAtNs() - report.releasedAtNs());
    }

    /**
     * Moves as much memory by the bare program, and verifies it.
     *
     * @return how long the other process waited for the pages that it asked for, one after the other
     */
    public Demanded askBare() {
        if (bare == null) {
            bare = new AeronAnswerer(destination.bareAeron(), destination.peer(), what.memoryBytes(), bytesPerSecond);
        }
        try (GuestMemory memory = what.fill()) {
            final long fromNs = System.nanoTime();
            final FaultTimes waits = bare.serve(memory);
            return Demanded.of(waits, memory.geometry().memoryBytes(), bare.pushedAtNs() - fromNs);
        }
    }

    @Override
    public void close() {
        CloseHelper.closeAll(bare, destination);
    }
}
