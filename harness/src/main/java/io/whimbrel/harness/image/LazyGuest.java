package io.whimbrel.harness.image;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.image.FaultListener;
import io.whimbrel.engine.image.ImageException;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.image.LazyRestore;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.end.Crew;
import io.whimbrel.harness.end.Proof;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** A guest in threads of this process that runs before its pages are here, and the thread that brings them. */
final class LazyGuest implements AutoCloseable {

    private final ImagedGuest imaged;
    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private final GuestMemory memory;
    private final Guest guest;
    private final LazyRestore restore;
    private final Crew crew = new Crew();
    private long stoppedAtNs;

    /** Pages stay open for as long as this is. */
    LazyGuest(final ImagePages pages, final PluginCatalog catalog, final Prefetcher prefetcher,
            final FaultListener listener) {
        imaged = ImagedGuest.of(pages, catalog);
        memory = new GuestMemory(imaged.manifest().geometry());
        guest = Guest.arriving(memory, imaged.program(),
                new Faults(memory.geometry().pages(), imaged.point().vcpus(), clock), clock);
        restore = new LazyRestore(pages, guest, prefetcher, listener, clock);
    }

    /** Puts the guest's vCPUs into threads and its execution state into them; they stand still. */
    void prepare() {
        crew.run(guest);
        crew.await(guest::isPaused);
        imaged.point().state().loadInto(guest);
    }

    /** Lets the guest run, none of whose pages is here: returns when, on the system's clock. */
    long begin() {
        restore.begin();
        guest.resume();
        final long runsFromNs = clock.nanoTime();
        // Not before, or all might be said to be here before the guest is said to run.
        crew.run(restore);
        return runsFromNs;
    }

    void runFor(final long ns) {
        final long until = clock.nanoTime() + ns;
        await(() -> clock.nanoTime() - until >= 0);
    }

    /** Pauses the guest, and has the rest of its pages read. */
    void end() {
        guest.requestPause();
        await(guest::isPaused);
        stoppedAtNs = guest.timeNs();
        restore.readRest();
        await(restore::isDone);
    }

    /** When no page comes any more the guest is stopped, wherever its vCPUs are, and this says why. */
    private void await(final BooleanSupplier condition) {
        crew.await(() -> restore.failure() != null || condition.getAsBoolean());
        final RuntimeException failure = restore.failure();
        if (failure != null) {
            final long guestTimeNs = guest.timeNs();
            guest.requestPause();
            throw failure instanceof ImageException
                    ? new ImageException(failure.getMessage() + "; the guest, which ran already, was stopped at "
                            + Quantities.formatNs(guestTimeNs) + " of its time")
                    : failure;
        }
    }

    Guest guest() {
        return guest;
    }

    /** When it was stopped, in nanoseconds since it was started. */
    long stoppedAtNs() {
        return stoppedAtNs;
    }

    LazyRestore restore() {
        return restore;
    }

    /** Compares this guest, which is paused and has all of its pages, with one that was never interrupted. */
    ReplayVerdict proof() {
        return Proof.of(guest, imaged.programs().get());
    }

    /** Ends its threads, also those that stand still for a page, and gives its memory back. */
    @Override
    public void close() {
        crew.close();
        memory.close();
    }
}
