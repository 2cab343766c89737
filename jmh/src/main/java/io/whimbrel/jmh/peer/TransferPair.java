package io.whimbrel.jmh.peer;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.migration.SourceReport;
import java.util.Map;
import org.agrona.CloseHelper;

/**
 * A second process to which whole memories are moved in two ways: by migrating a guest, and by a program that uses the
 * same library and nothing else. Over Aeron both go through one pair of media drivers.
 */
public final class TransferPair implements AutoCloseable {

    private static final MigrationPlan STOP_AND_COPY = MigrationPlan.by("stop-and-copy");
    private static final double NS_PER_S = 1e9;

    private final GuestPlan what;
    private final PeerDestination destination;
    private BareSender bare;

    /**
     * Starts the second process.
     *
     * @param transport   a reference to a transport
     * @param placement   which processors the two have
     * @param memoryBytes length of the memory, in bytes
     */
    public TransferPair(final String transport, final Placement placement, final long memoryBytes) {
        what = GuestPlan.still(memoryBytes);
        destination = new PeerDestination(transport, placement);
    }

    /**
     * Migrates a guest by stop-and-copy, and verifies it.
     *
     * @return pages per second, from the guest's standstill to the destination's confirmation that it holds them all
     */
    public double migrate() {
        destination.expect();
        final SourceReport report;
        try (SourceRun run = new SourceRun(what, STOP_AND_COPY, destination.link())) {
            run.start();
            report = run.migrate();
        }
        destination.conclude();
        return report.pagesSent() * NS_PER_S / (report.confirmedAtNs() - report.pausedAtNs());
    }

    /**
     * Moves the same guest's memory by the bare program, and verifies it.
     *
     * @return pages per second, from the first claim to the acknowledgement of the last page
     */
    public double sendBare() {
        if (bare == null) {
            bare = openBare();
        }
        try (GuestMemory memory = what.fill()) {
            return memory.geometry().pages() * NS_PER_S / bare.send(memory);
        }
    }

    private BareSender openBare() {
        final Map<String, Object> settings = destination.link().settings();
        if (BareNio.isFor(settings)) {
            return new NioSender(BareNio.bufferBytes(settings), destination.peer(), what.memoryBytes());
        }
        return new AeronSender(destination.bareAeron(), destination.peer(), what.memoryBytes());
    }

    @Override
    public void close() {
        CloseHelper.closeAll(bare, destination);
    }
}
