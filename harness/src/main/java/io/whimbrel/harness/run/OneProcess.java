package io.whimbrel.harness.run;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.end.DestinationOutcome;
import io.whimbrel.harness.end.DestinationRun;
import io.whimbrel.harness.end.EndFailedException;
import io.whimbrel.harness.end.EndListener.Stage;
import io.whimbrel.harness.end.SourceOutcome;
import io.whimbrel.harness.end.SourceRun;
import io.whimbrel.harness.process.AtExit;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Both ends in this process, for debugging and for machines too small for two. */
public final class OneProcess implements Migrator {

    private final PluginCatalog catalog;
    private final DriverPlaces drivers;
    private final RunOrders orders = new RunOrders();

    /**
     * Puts ends together.
     *
     * @param catalog where plug-ins are found
     * @param drivers where media drivers are
     */
    public OneProcess(final PluginCatalog catalog, final DriverPlaces drivers) {
        this.catalog = catalog;
        this.drivers = drivers;
    }

    @Override
    public Orders orders() {
        return orders;
    }

    @Override
    public Pair migrate(final Variant variant, final Observer observer) {
        final CompletableFuture<String> address = new CompletableFuture<>();
        final Settlement settlement = new Settlement();
        try (ScratchDirectory scratch = ScratchDirectory.create(ScratchDirectory.usualPlace());
                AtExit interrupted = AtExit.run(() -> ScratchDirectory.delete(scratch.path()));
                ExecutorService thread = Executors.newSingleThreadExecutor();
                Speaker destinationSpeaker = new Speaker(message -> {
                    if (message instanceof Message.Staged(Stage stage, String detail) && stage == Stage.LISTENING) {
                        address.complete(detail);
                    }
                    observer.heard(TwoProcesses.DESTINATION, message);
                    settlement.heard(message);
                });
                Speaker sourceSpeaker = new Speaker(message -> {
                    observer.heard(TwoProcesses.SOURCE, message);
                    settlement.heard(message);
                })) {
            final String anyAddress = catalog.create(Transport.class, variant.link().transport()).anyAddress();
            final DestinationRun there = new DestinationRun(variant, catalog, 0, destinationSpeaker);
            final SourceRun here = new SourceRun(variant, catalog, sourceSpeaker);
            final EndOrders toSource = EndOrders.of(here);
            final EndOrders toDestination = EndOrders.ofRun(there);
            settlement.between(toSource, toDestination);
            orders.begin(TwoProcesses.SOURCE, toSource);
            orders.begin(TwoProcesses.DESTINATION, toDestination);
            final Future<DestinationOutcome> destination = thread.submit(() -> {
                try {
                    return there.run(anyAddress, drivers.of(scratch.path(), TwoProcesses.DESTINATION));
                } catch (final RuntimeException e) {
                    address.completeExceptionally(e);
                    throw e;
                }
            });
            try {
                final SourceOutcome source = here.run(address.join(),
                        drivers.of(scratch.path(), TwoProcesses.SOURCE));
                final Pair pair = settlement.pair(source, result(destination, there));
                interrupted.check();
                return pair;
            } catch (final EndFailedException e) {
                return new Pair(null, null, List.of("an end failed: " + e.getMessage()), Whereabouts.KNOWN, null);
            } catch (final java.util.concurrent.CompletionException e) {
                throw e.getCause() instanceof final RuntimeException cause ? cause : e;
            } finally {
                orders.end();
                thread.shutdownNow();
            }
        }
    }

    /** Null when the source has ended before it had called: nobody else will. */
    private static DestinationOutcome result(final Future<DestinationOutcome> destination, final DestinationRun there) {
        if (!destination.isDone() && there.state() == DestinationState.LISTENING) {
            return null;
        }
        try {
            return destination.get();
        } catch (final ExecutionException e) {
            throw e.getCause() instanceof final RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the destination was ending", e);
        }
    }

    /** Has a link that is cut opened anew. Both ends tell from threads of their own. */
    private static final class Settlement {

        private final Map<String, EndOrders> ends = new HashMap<>();
        private final List<String> troubles = new ArrayList<>();
        private final Referee referee = new Referee((role, order) -> ends.get(role).give(order), troubles);

        synchronized void between(final EndOrders source, final EndOrders destination) {
            ends.put(TwoProcesses.SOURCE, source);
            ends.put(TwoProcesses.DESTINATION, destination);
        }

        synchronized void heard(final Message message) {
            referee.heard(message);
            referee.settle(false, false, false);
        }

        synchronized Pair pair(final SourceOutcome source, final DestinationOutcome destination) {
            return new Pair(source, destination, troubles, referee.whereabouts(), null);
        }
    }
}
