package io.whimbrel.jmh.stream;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.DestinationSettings;
import io.whimbrel.engine.migration.MigrationDestination;
import io.whimbrel.engine.migration.MigrationIdentity;
import io.whimbrel.engine.migration.MigrationSource;
import io.whimbrel.engine.migration.MigrationTimings;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.builtin.ZeroElideEncoding;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.jmh.peer.MigrationPlan;
import io.whimbrel.workloads.WorkloadFactory;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SystemNanoClock;

/** Source and destination of a pre-copy without end, on one thread over the in-memory link. */
final class OneThread implements AutoCloseable {

    private static final String STILL = "workload=synthetic;rate=0/s;content=random";
    private static final MigrationPlan ENDLESS = MigrationPlan.of("precopy", "epoch", "round-snapshot", "zero-elide",
            "fixed-rounds(1000000)");
    private static final int FRAME_BYTES = 65_472;
    private static final int LINK_BYTES = 64 * FRAME_BYTES;
    /** Nobody calls the two between iterations, and neither is to take the other for dead. */
    private static final MigrationTimings PATIENT = new MigrationTimings(TimeUnit.MILLISECONDS.toNanos(50),
            TimeUnit.HOURS.toNanos(1), TimeUnit.HOURS.toNanos(1), Long.MAX_VALUE);

    private final GuestMemory memory;
    private final MigrationSource source;
    private final MigrationDestination destination;
    private final long roundBytes;

    OneThread(final PageGeometry geometry, final DirtyTracker tracker) {
        final WorkloadFactory workloads = new WorkloadFactory(
                PluginCatalog.load(OneThread.class.getClassLoader()));
        final GuestProgram program = workloads.create(STILL, geometry, 1);
        final InMemoryLink link = InMemoryLink.open(FRAME_BYTES, LINK_BYTES);
        roundBytes = roundBytes(geometry);
        memory = new GuestMemory(geometry);
        memory.populate(0, geometry.memoryBytes());
        program.fill(memory);
        source = new MigrationSource(new MigrationIdentity(1, 1, "zero-elide", STILL),
                Guest.tracked(memory, program, tracker, SystemNanoClock.INSTANCE), tracker, ENDLESS.newStrategy(),
                ENDLESS.newPolicies(), link.source(), PATIENT, SystemNanoClock.INSTANCE, event -> {
                    // What happens shows in the memory.
                });
        destination = new MigrationDestination(
                new DestinationSettings(1, 0, workloads, name -> new ZeroElideEncoding(), guest -> {
                    // It will never run.
                }), link.destination(), PATIENT, SystemNanoClock.INSTANCE, event -> {
                    // What happens shows in the memory.
                });
    }

    GuestMemory sourceMemory() {
        return memory;
    }

    /** Cycles until pages may be sent. */
    void begin() {
        source.start();
        while (source.state() != SourceState.LIVE) {
            cycle();
        }
    }

    /** Cycles both, the source first. */
    private void cycle() {
        source.doWork();
        destination.doWork();
    }

    /** What a round of all pages takes on the wire, none of them zero. */
    private static long roundBytes(final PageGeometry geometry) {
        final int entry = Wire.entryLength(geometry.pageBytes());
        final int pagesPerFrame = (FRAME_BYTES - Wire.BATCH_HEADER_LENGTH) / entry;
        final long frames = (geometry.pages() + pagesPerFrame - 1) / pagesPerFrame;
        return frames * Wire.BATCH_HEADER_LENGTH + geometry.pages() * entry;
    }

    private long bytesSent() {
        return source.progress().bytesSent();
    }

    /** Cycles until every page has been sent once from now on, and applied. */
    void cycleOneRound() {
        final long until = bytesSent() + roundBytes;
        while (bytesSent() < until) {
            cycle();
            if (source.state() != SourceState.LIVE) {
                throw new IllegalStateException("the source is " + source.state() + ": " + source.report().reason());
            }
        }
        while (destination.doWork() > 0) {
            continue;
        }
    }

    /** Checks that the destination holds what the source does. */
    void compare() {
        if (destination.state() != DestinationState.RECEIVING) {
            throw new IllegalStateException("the destination is " + destination.report());
        }
        final GuestMemory copy = destination.guest().memory();
        for (long offset = 0; offset < memory.geometry().memoryBytes(); offset += Long.BYTES) {
            if (memory.getLong(offset) != copy.getLong(offset)) {
                throw new IllegalStateException("the memories differ at " + offset);
            }
        }
    }

    @Override
    public void close() {
        CloseHelper.closeAll(memory, destination.guest().memory());
    }
}
