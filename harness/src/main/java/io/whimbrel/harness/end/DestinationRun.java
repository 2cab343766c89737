package io.whimbrel.harness.end;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestFactory;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.image.ImageStore;
import io.whimbrel.engine.migration.DestinationSettings;
import io.whimbrel.engine.migration.MigrationDestination;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.harness.end.EndListener.Stage;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.Transport;
import io.whimbrel.workloads.WorkloadFactory;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The destination's end from beginning to end: listens, takes a guest over, lets it run, and proves it. Runs on the
 * caller's thread; orders may come from any. What the guest runs comes from the source.
 */
public final class DestinationRun {

    private final Variant variant;
    private final PluginCatalog catalog;
    private final EndListener listener;
    private final int pageBytes;
    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private volatile MigrationDestination destination;
    private volatile Links<DestinationEnd> links;
    private volatile String boundAddress;
    private DestinationEnd announced;
    private volatile GuestProgram replayed;

    /**
     * Prepares a run.
     *
     * @param variant   transport, phases and what to rehearse
     * @param catalog   where plug-ins are found
     * @param pageBytes the only page size to accept; 0 for any
     * @param listener  is told how it gets on
     */
    public DestinationRun(final Variant variant, final PluginCatalog catalog, final int pageBytes,
            final EndListener listener) {
        this.variant = variant;
        this.catalog = catalog;
        this.pageBytes = pageBytes;
        this.listener = listener;
    }

    /**
     * Runs it.
     *
     * @param address where to listen
     * @param driver  where the media driver is, or is to be
     * @return how it went
     * @throws IllegalArgumentException in one line, when something that was asked for cannot be had
     * @throws EndFailedException       when the guest or the migration has failed in a way that proves nothing
     */
    public DestinationOutcome run(final String address, final DriverPlace driver) {
        listener.stage(Stage.REHEARSING, "");
        new Rehearsal(catalog, variant, driver).run();
        final Transport transport = catalog.create(Transport.class, variant.link().transport());
        try (ImageStore images = ScratchImages.beside(driver);
                Links<DestinationEnd> opened = new Links<>(transport.listen(address, driver),
                        () -> transport.listen(boundAddress, driver), clock)) {
            links = opened;
            return serve(opened.current(), images);
        } finally {
            final MigrationDestination agent = destination;
            if (agent != null && agent.guest() != null) {
                agent.guest().memory().close();
            }
        }
    }

    private DestinationOutcome serve(final DestinationEnd link, final ImageStore images) {
        final MigrationDestination agent;
        final GuestFindings findings;
        try (Crew crew = new Crew()) {
            agent = new MigrationDestination(
                    new DestinationSettings(ClockDomain.ofThisProcess(), pageBytes, guests(),
                            reference -> catalog.create(PageEncoding.class, reference), crew::run, images),
                    link, PolicySet.timings(variant.migration()), clock, listener::event);
            destination = agent;
            crew.run(agent);
            crew.await(() -> link.address() != null || agent.state().isFinal());
            boundAddress = link.address();
            announced = link;
            listener.stage(Stage.LISTENING, boundAddress == null ? "" : boundAddress);
            await(crew, () -> agent.state().isFinal());
            findings = agent.state() == DestinationState.RUNNING ? measure(agent.guest(), crew) : null;
            // The source may still be asking what became of the guest.
            await(crew, agent::isDone);
        }
        final LinkFindings linkFindings = links.findings();
        if (findings == null) {
            return new DestinationOutcome(agent.report(), null, null, linkFindings, null);
        }
        listener.stage(Stage.VERIFYING, "");
        return new DestinationOutcome(agent.report(), findings,
                agent.report().completedAtNs() == 0 ? null : FaultFindings.of(agent.guest()), linkFindings,
                Proof.of(agent.guest(), replayed));
    }

    private GuestFindings measure(final Guest guest, final Crew crew) {
        listener.stage(Stage.MEASURING_AFTER, "");
        final long until = clock.nanoTime() + variant.phases().afterNs();
        await(crew, () -> clock.nanoTime() - until >= 0);
        guest.requestPause();
        crew.await(guest::isPaused);
        return GuestFindings.ended(guest, 0, clock.nanoTime());
    }

    /** Waits, and tells meanwhile when it listens again. */
    private void await(final Crew crew, final BooleanSupplier condition) {
        crew.await(() -> {
            final DestinationEnd link = links.current();
            if (link != announced && link.address() != null) {
                announced = link;
                listener.stage(Stage.LISTENING, link.address());
            }
            return condition.getAsBoolean();
        });
    }

    /** Builds each program twice: one is the guest's, the other is kept for the proof. */
    private GuestFactory guests() {
        final WorkloadFactory factory = new WorkloadFactory(catalog);
        return (description, geometry, vcpus) -> {
            replayed = factory.create(description, geometry, vcpus);
            return factory.create(description, geometry, vcpus);
        };
    }

    /** Takes up a migration that was cut, over another link: listens again where it did before. */
    public void recover() {
        final MigrationDestination agent = destination;
        if (agent != null) {
            agent.recover(links::renew);
        }
    }

    /**
     * Whether {@link #recover} is of use, as far as it can be seen from here.
     *
     * @return true where the migration was cut, or the guest is whole here, the source may not know it, and the way to it
     *         is bad
     */
    public boolean isCut() {
        final MigrationDestination agent = destination;
        return agent != null && (agent.state().isCut() || isUnconfirmed(agent) && agent.isCutOff());
    }

    /**
     * The same for somebody who sees the source too, and so may know of a cut before it can be seen from here.
     *
     * @return true where the migration was cut, or the guest is whole here and the source may not know it
     */
    public boolean isRecoverable() {
        final MigrationDestination agent = destination;
        return agent != null && (agent.state().isCut() || isUnconfirmed(agent));
    }

    private static boolean isUnconfirmed(final MigrationDestination agent) {
        return agent.state() == DestinationState.RUNNING && !agent.isDone();
    }

    /** Settles a migration that is in doubt: the guest runs here. */
    public void recoverByRunning() {
        final MigrationDestination agent = destination;
        if (agent != null) {
            agent.recoverByRunning();
        }
    }

    /** Settles a migration that is in doubt: the guest is dropped here. */
    public void recoverByDiscarding() {
        final MigrationDestination agent = destination;
        if (agent != null) {
            agent.recoverByDiscarding();
        }
    }

    /**
     * Where the migration stands.
     *
     * @return state; may be asked from any thread
     */
    public DestinationState state() {
        final MigrationDestination agent = destination;
        return agent == null ? DestinationState.LISTENING : agent.state();
    }

    /**
     * Why it stands there, what there is of a guest that is in pieces, and which of its vCPUs stand still.
     *
     * @return one line, or an empty text; may be asked from any thread
     */
    public String detail() {
        final MigrationDestination agent = destination;
        return agent == null ? "" : agent.reason();
    }
}
