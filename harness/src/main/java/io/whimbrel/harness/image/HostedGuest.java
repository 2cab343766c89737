package io.whimbrel.harness.image;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.image.GuestPoint;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.snapshot.ExecutionState;
import io.whimbrel.engine.snapshot.FullSnapshot;
import io.whimbrel.engine.snapshot.PausedOperation;
import io.whimbrel.engine.snapshot.VirtualSnapshot;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.TrackerFactory;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.end.Crew;
import io.whimbrel.harness.end.Proof;
import io.whimbrel.harness.scenario.GuestSettings;
import io.whimbrel.workloads.WorkloadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** A guest in threads of this process, and what it takes to build the same once more. Paused at first. */
final class HostedGuest implements AutoCloseable {

    /** How a guest is tracked that comes from an image, which does not say. */
    private static final String TRACKER = "epoch";

    private final String description;
    private final Supplier<GuestProgram> programs;
    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private final GuestMemory memory;
    private final DirtyTracker tracker;
    private final Guest guest;
    private final Consumer<Guest> beginning;
    private final Crew crew = new Crew();
    private long pausedAtNs;
    private long lastPauseNs;

    private HostedGuest(final String description, final GuestProgram program, final Supplier<GuestProgram> programs,
            final GuestMemory memory, final TrackerFactory trackers, final Consumer<Guest> beginning) {
        this.description = description;
        this.beginning = beginning;
        this.programs = programs;
        this.memory = memory;
        tracker = trackers.create(memory.geometry().pages(), program.vcpus());
        guest = Guest.tracked(memory, program, tracker, clock);
    }

    /** A guest before its first operation. */
    static HostedGuest fresh(final GuestSettings settings, final PluginCatalog catalog) {
        final WorkloadFactory factory = new WorkloadFactory(catalog);
        final Supplier<GuestProgram> programs = () -> factory.create(settings.spec(), settings.geometry(),
                settings.vcpus());
        final GuestProgram program = programs.get();
        if (!program.needsContents()) {
            throw new UnusableInputException("guest.content: " + settings.spec().content()
                    + " is for virtual time, and this guest runs in real time; choose zero, text or random");
        }
        final HostedGuest hosted = new HostedGuest(settings.spec().toString(), program, programs,
                new GuestMemory(settings.geometry()), catalog.create(TrackerFactory.class, settings.tracker()),
                guest -> guest.timeIs(0));
        programs.get().fill(hosted.memory);
        return hosted;
    }

    /** A guest as an image has it, with all of its memory. */
    static HostedGuest restored(final ImagePages pages, final PluginCatalog catalog) {
        final ImagedGuest imaged = ImagedGuest.of(pages, catalog);
        final HostedGuest hosted = new HostedGuest(imaged.point().guest(), imaged.program(), imaged.programs(),
                new GuestMemory(imaged.manifest().geometry()), catalog.create(TrackerFactory.class, TRACKER),
                imaged.point().state()::loadInto);
        try {
            pages.restoreTo(hosted.memory);
            return hosted;
        } catch (final RuntimeException e) {
            hosted.close();
            throw e;
        }
    }

    /** Puts the guest's vCPUs into threads, and lets them run. */
    void begin() {
        crew.run(guest);
        crew.await(guest::isPaused);
        beginning.accept(guest);
        guest.resume();
    }

    void runFor(final long ns) {
        final long until = clock.nanoTime() + ns;
        crew.await(() -> clock.nanoTime() - until >= 0);
    }

    void pause() {
        pausedAtNs = clock.nanoTime();
        guest.requestPause();
        crew.await(guest::isPaused);
    }

    void resume() {
        if (guest.isPaused()) {
            guest.resume();
            lastPauseNs = clock.nanoTime() - pausedAtNs;
        }
    }

    /** From asking its vCPUs to stop until letting them run. */
    long lastPauseNs() {
        return lastPauseNs;
    }

    /** What was written since this was asked last. The guest is paused: afterwards it knows nothing as written. */
    PageSet takeWritten() {
        final HierarchicalBitmap written = new HierarchicalBitmap(memory.geometry().pages());
        tracker.beginSync();
        guest.wake();
        crew.await(() -> tracker.pollSync(written));
        return written;
    }

    GuestPoint point() {
        return new GuestPoint(description, guest.vcpus().size(), ExecutionState.of(guest));
    }

    GuestMemory memory() {
        return memory;
    }

    Guest guest() {
        return guest;
    }

    Crew crew() {
        return crew;
    }

    /** Compares this guest, which is paused, with one that has done the same and knows of no image. */
    ReplayVerdict proof() {
        return Proof.of(guest, programs.get());
    }

    /** The same of a guest that has not begun here: it has done what the image says. */
    ReplayVerdict proofAtItsBeginning() {
        beginning.accept(guest);
        return proof();
    }

    /** Compares a copy of its memory with that of a guest that has done what it had done when the copy was made. */
    ReplayVerdict proofOf(final FullSnapshot copy) {
        final Guest clone = Guest.untracked(copy.memory(), programs.get(), clock);
        copy.state().loadInto(clone);
        return Proof.of(clone, programs.get());
    }

    /** Looks at this guest, which is paused, without its time going on: nothing falls due meanwhile. */
    <T> T atStandstill(final Supplier<T> look) {
        final long timeNs = guest.timeNs();
        final T seen = look.get();
        guest.timeIs(timeNs);
        return seen;
    }

    /** Does something to the guest between two of its operations. */
    void carryOut(final PausedOperation operation) {
        try {
            crew.drive(operation::doWork, operation::isDone);
        } finally {
            operation.onClose();
        }
    }

    /** Ends a snapshot of the guest, which may then be closed. */
    void detach(final VirtualSnapshot snapshot) {
        snapshot.detach();
        crew.await(snapshot::isDetached);
    }

    /** Ends its threads, and gives its memory back. */
    @Override
    public void close() {
        crew.close();
        memory.close();
    }
}
