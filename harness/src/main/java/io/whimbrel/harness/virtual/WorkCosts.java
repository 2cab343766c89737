package io.whimbrel.harness.virtual;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.Vcpu;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.DestinationSettings;
import io.whimbrel.engine.migration.MigrationDestination;
import io.whimbrel.engine.migration.MigrationIdentity;
import io.whimbrel.engine.migration.MigrationSource;
import io.whimbrel.engine.migration.MigrationTimings;
import io.whimbrel.engine.migration.StopAndCopy;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.TrackerFactory;
import io.whimbrel.harness.end.PolicySet;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.table.Spread;
import io.whimbrel.workloads.WorkloadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.agrona.BufferUtil;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/** What the work of a migration costs on this machine, piece by piece, on one thread. */
final class WorkCosts {

    private static final double KIB = 1024;
    private static final long OPERATIONS = 200_000;
    private static final long PARK_NS = 50_000;
    private static final int FRAME_BYTES = 65_472;
    private static final int DIRTY_STRIDE = 97;
    private static final long CLOCK_DOMAIN = 1;

    private final Variant variant;
    private final PluginCatalog catalog;
    private final PageGeometry geometry;
    private final NanoClock clock = SystemNanoClock.INSTANCE;

    WorkCosts(final Variant variant, final PluginCatalog catalog) {
        this.variant = variant;
        this.catalog = catalog;
        this.geometry = variant.guest().geometry();
    }

    private static double median(final int repetitions, final DoubleSupplier measurement) {
        // The first ones run code that is not compiled yet.
        measurement.getAsDouble();
        return Spread.of(Stream.generate(measurement::getAsDouble).limit(repetitions).toList()).median();
    }

    private GuestProgram program() {
        return new WorkloadFactory(catalog).create(variant.guest().spec(), geometry, variant.guest().vcpus());
    }

    private GuestMemory filled(final GuestProgram program) {
        final GuestMemory memory = program.newMemory(geometry);
        program.fill(memory);
        return memory;
    }

    double operationNs(final int repetitions) {
        final GuestProgram program = program();
        try (GuestMemory memory = filled(program)) {
            final VcpuProgram vcpu = program.vcpu(0);
            return median(repetitions, () -> {
                final long startNs = clock.nanoTime();
                for (long i = 0; i < OPERATIONS; i++) {
                    vcpu.execute(memory.access());
                }
                return (clock.nanoTime() - startNs) / (double) OPERATIONS;
            });
        }
    }

    /** How long a thread really sleeps that asks for the longest sleep of an idle agent. */
    double idleNs(final int repetitions) {
        return median(100 * repetitions, () -> {
            final long startNs = clock.nanoTime();
            LockSupport.parkNanos(PARK_NS);
            return clock.nanoTime() - startNs;
        });
    }

    double scanNsPerPage(final int repetitions) {
        final DirtyTracker tracker = catalog.create(TrackerFactory.class, variant.guest().tracker())
                .create(geometry.pages(), 1);
        final HierarchicalBitmap pending = new HierarchicalBitmap(geometry.pages());
        return median(10 * repetitions, () -> {
            tracker.barrier(0).boundary();
            for (long page = 0; page < geometry.pages(); page += DIRTY_STRIDE) {
                tracker.barrier(0).wrote(page);
            }
            // Not empty, or the tracker could hand its own set over as a whole.
            pending.add(geometry.pages() - 1);
            final long startNs = clock.nanoTime();
            tracker.beginSync();
            tracker.barrier(0).boundary();
            if (!tracker.pollSync(pending)) {
                throw new IllegalStateException("the only vCPU has passed a boundary, and the sync waits for it");
            }
            final double ns = (clock.nanoTime() - startNs) / (double) pending.cardinality();
            pending.clear();
            return ns;
        });
    }

    double encodeNsPerKib(final int repetitions) {
        final GuestProgram program = program();
        final PageEncoding encoding = catalog.create(PageEncoding.class, variant.migration().encoding());
        final UnsafeBuffer scratch = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(geometry.pageBytes(), Long.BYTES));
        try (GuestMemory memory = filled(program)) {
            return median(repetitions, () -> {
                final long startNs = clock.nanoTime();
                for (long page = 0; page < geometry.pages(); page++) {
                    encoding.encode(page, memory.addressOfPage(page), geometry.pageBytes(), scratch, 0,
                            geometry.pageBytes());
                }
                return (clock.nanoTime() - startNs) / (geometry.memoryBytes() / KIB);
            });
        }
    }

    /** What source and destination take for a KiB, encoding included, over the in-memory link. */
    double[] copyAndApplyNsPerKib(final int repetitions) {
        migrate();
        final List<Double> source = new ArrayList<>();
        final List<Double> destination = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            final double[] once = migrate();
            source.add(once[0]);
            destination.add(once[1]);
        }
        return new double[]{Spread.of(source).median(), Spread.of(destination).median()};
    }

    private double[] migrate() {
        final GuestProgram program = program();
        final DirtyTracker tracker = catalog.create(TrackerFactory.class, variant.guest().tracker())
                .create(geometry.pages(), variant.guest().vcpus());
        final InMemoryLink link = InMemoryLink.open(FRAME_BYTES, 8 * FRAME_BYTES);
        final Guest[] hosted = new Guest[1];
        try (GuestMemory memory = filled(program)) {
            final Guest guest = Guest.tracked(memory, program, tracker, clock);
            final MigrationDestination destination = new MigrationDestination(
                    new DestinationSettings(CLOCK_DOMAIN, 0, new WorkloadFactory(catalog),
                            reference -> catalog.create(PageEncoding.class, reference), host -> hosted[0] = host),
                    link.destination(), MigrationTimings.DEFAULT, clock, event -> {});
            final MigrationSource source = new MigrationSource(
                    new MigrationIdentity(1, CLOCK_DOMAIN, variant.migration().encoding(),
                            variant.guest().spec().toString()),
                    guest, tracker, new StopAndCopy(), PolicySet.of(variant.migration(), Long.MAX_VALUE, catalog),
                    link.source(), MigrationTimings.DEFAULT, clock, event -> {});
            guest.start();
            source.start();
            return drive(source, destination, guest, hosted);
        } finally {
            if (hosted[0] != null) {
                hosted[0].memory().close();
            }
        }
    }

    private double[] drive(final MigrationSource source, final MigrationDestination destination, final Guest guest,
            final Guest[] hosted) {
        long sourceNs = 0;
        long destinationNs = 0;
        while (destination.state() != DestinationState.RUNNING) {
            final long beganNs = clock.nanoTime();
            source.doWork();
            final long betweenNs = clock.nanoTime();
            destination.doWork();
            if (source.state() == SourceState.RESIDUAL) {
                sourceNs += betweenNs - beganNs;
                destinationNs += clock.nanoTime() - betweenNs;
            }
            if (source.state() == SourceState.FAILED) {
                throw new MigrationFailedException(
                        "a migration to calibrate by has failed: " + source.report().reason());
            }
            guest.vcpus().forEach(Vcpu::doWork);
        }
        final double kib = source.report().bytesSent() / KIB;
        hosted[0].requestPause();
        return new double[]{sourceNs / kib, destinationNs / kib};
    }
}
