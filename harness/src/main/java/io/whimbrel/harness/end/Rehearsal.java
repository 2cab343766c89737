package io.whimbrel.harness.end;

import io.whimbrel.engine.guest.BackOff;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SourceEnd;
import io.whimbrel.transports.Transport;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Migrates a small guest within this process, again and again, over a link of the scenario's own transport, so that the
 * measured migration runs code that the JVM has loaded and compiled, and compiled for that transport: without it a
 * downtime of a millisecond is ten of interpretation, and a demand fault waits for cores that the compiler has taken.
 */
final class Rehearsal {

    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    private final PluginCatalog catalog;
    private final Variant variant;
    private final DriverPlace driver;
    private final NanoClock clock = SystemNanoClock.INSTANCE;

    /**
     * Prepares a rehearsal.
     *
     * @param driver where the end itself finds its media driver; that of the rehearsal lies beside it
     */
    Rehearsal(final PluginCatalog catalog, final Variant variant, final DriverPlace driver) {
        this.catalog = catalog;
        this.variant = variant;
        this.driver = driver;
    }

    /** Rehearses until the compilers rest, for no longer than the scenario says, and to the end of a migration once begun. */
    void run() {
        final long ns = variant.phases().rehearsalNs();
        if (ns == 0) {
            return;
        }
        final Transport transport = catalog.create(Transport.class, variant.link().transport());
        try (ScratchDirectory scratch = ScratchDirectory.beside(driver)) {
            final DriverPlace place = DriverPlace.embedded(scratch.path().resolve("driver"));
            try (DestinationEnd there = transport.listen(transport.anyAddress(), place);
                    SourceEnd here = transport.connect(address(there), DriverPlace.external(place.directory()))) {
                runFor(ns, here, there);
            }
        }
    }

    /** Where the end listens, which takes it a moment. */
    private String address(final DestinationEnd there) {
        final long deadlineNs = clock.nanoTime() + CONNECT_TIMEOUT_NS;
        while (there.address() == null) {
            there.doWork();
            if (there.failure() != null || clock.nanoTime() > deadlineNs) {
                throw new EndFailedException(new IllegalStateException("no link to rehearse over: "
                        + (there.failure() == null ? "the transport does not listen" : there.failure())));
            }
            Thread.onSpinWait();
        }
        return there.address();
    }

    private void runFor(final long ns, final SourceEnd here, final DestinationEnd there) {
        final long untilNs = clock.nanoTime() + ns;
        final IdleStrategy idle = BackOff.soon();
        final RehearsedGuest what = RehearsedGuest.like(variant.guest(), catalog);
        final CompilerRest rest = new CompilerRest(clock);
        for (long migration = 1; clock.nanoTime() < untilNs && !rest.isReached(); migration++) {
            final boolean done = new RehearsedMigration(catalog, variant, what, clock, idle).run(migration, here, there,
                    clock.nanoTime() + ns);
            if (!done) {
                // A guest that never converges here, or a machine that is too slow, must not hold the real one up.
                return;
            }
        }
    }
}
