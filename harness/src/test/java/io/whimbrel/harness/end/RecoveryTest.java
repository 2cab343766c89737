package io.whimbrel.harness.end;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.run.Small;
import io.whimbrel.harness.scenario.Catalogs;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.DriverPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Post-copy over TCP in real time, with one connection for data and with several in turn, whose connections are cut at random moments and which is recovered over new ones.
 * {@code -Dwhimbrel.cuts=100} cuts so often, {@code -Dwhimbrel.cuts.seed} as another time.
 */
@Timeout(180)
class RecoveryTest {

    private static final int CUTS = Integer.getInteger("whimbrel.cuts", 20);
    private static final long SEED = Long.getLong("whimbrel.cuts.seed", System.nanoTime());
    private static final long MEMORY_BYTES = 4 << 20;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path directory;

    private static Variant variant(final String transport) {
        return Small.variant("link.transport=" + transport, "migration.strategy=postcopy", "migration.encoding=raw",
                "guest.memory=4MiB", "guest.rate=2k/s", "link.bandwidth=40MiB/s", "phases.rehearsal=0ms",
                "phases.warm-up=5ms", "phases.before=5ms", "phases.after=5ms");
    }

    @Test
    void shouldRecoverFromCutsAtRandomMoments() throws Exception {
        final Random random = new Random(SEED);
        final List<Long> moments = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int cut = 0; cut < CUTS; cut++) {
                // Not so near to the end that nothing is missing any more.
                final long afterBytes = (long) (random.nextDouble() * 0.97 * MEMORY_BYTES);
                moments.add(afterBytes >> 10);
                final String transport = cut % 2 == 0 ? "tcp" : "tcp(streams=3)";
                try {
                    migrate(threads, variant(transport), afterBytes, random.nextBoolean());
                } catch (final AssertionError e) {
                    // Otherwise closing them would wait for the ends, and the message for it.
                    threads.shutdownNow();
                    throw new AssertionError("seed " + SEED + ", " + transport + ", cut " + cut + " after "
                            + afterBytes + " B: " + e.getMessage(), e);
                }
            }
        }
        System.out.println("recovered in real time, seed " + SEED + ", cut after KiB " + moments);
    }

    private void migrate(final ExecutorService threads, final Variant variant, final long afterBytes,
            final boolean reset) throws Exception {
        final CompletableFuture<String> address = new CompletableFuture<>();
        final DestinationRun destination = new DestinationRun(variant, Catalogs.BUILT_IN, 0, listener(address,
                event -> {}));
        final Future<DestinationOutcome> there = threads
                .submit(() -> destination.run("127.0.0.1:0", DriverPlace.embedded(directory.resolve("there"))));
        try (CuttingProxy proxy = CuttingProxy.to(address.get(60, TimeUnit.SECONDS))) {
            final SourceRun source = new SourceRun(variant, Catalogs.BUILT_IN,
                    listener(new CompletableFuture<>(), event -> {
                        if (event instanceof final MigrationEvent.SourceEntered entered
                                && entered.state() == SourceState.RELEASED) {
                            proxy.cutAfter(afterBytes, reset);
                        }
                    }));
            final Future<SourceOutcome> here = threads
                    .submit(() -> source.run(proxy.address(), DriverPlace.embedded(directory.resolve("here"))));
            await(() -> source.state().isCut() && destination.state().isCut(), source, destination);
            destination.recover();
            source.recover();
            await(() -> here.isDone() && there.isDone(), source, destination);
            judge(here.get(), there.get());
        }
    }

    private static void judge(final SourceOutcome here, final DestinationOutcome there) {
        assertEquals(SourceState.COMPLETED, here.migration().state(), here.migration().reason());
        assertEquals(DestinationState.RUNNING, there.migration().state(), there.migration().reason());
        assertTrue(there.verdict().verified(), there.verdict().toString());
        assertEquals(1, here.migration().push().renewals());
        assertEquals(1, there.migration().renewals());
        assertEquals(MEMORY_BYTES >> 12, there.migration().pagesApplied());
        assertTrue(there.link().counters().get("dataFramesReceived") > 0, there.link().counters().toString());
    }

    private static void await(final BooleanSupplier condition, final SourceRun source,
            final DestinationRun destination) {
        final long deadline = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted() || System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain: source " + source.state() + " " + source.detail()
                        + "; destination " + destination.state() + " " + destination.detail());
            }
            LockSupport.parkNanos(200_000);
        }
    }

    private static EndListener listener(final CompletableFuture<String> address,
            final Consumer<MigrationEvent> onEvent) {
        return new EndListener() {
            @Override
            public void stage(final Stage stage, final String detail) {
                if (stage == Stage.LISTENING) {
                    address.complete(detail);
                }
            }

            @Override
            public void event(final MigrationEvent event) {
                onEvent.accept(event);
            }
        };
    }
}
