package io.whimbrel.harness.image;

import io.whimbrel.engine.image.GuestPoint;
import io.whimbrel.engine.image.ImageContent;
import io.whimbrel.engine.image.ImageManifest;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.image.ImageWriter;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.scenario.GuestSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.concurrent.NanoClock;

/** Takes checkpoints of a guest that runs, and proves each of them, and that the guest is none the worse for them. */
public final class CheckpointRun {

    private final CheckpointPlan plan;
    private final GuestSettings settings;
    private final PluginCatalog catalog;
    private final LongSupplier ids;
    private final NanoClock clock;
    private final Consumer<String> progress;
    private final ImageWriter writer = new ImageWriter();

    /**
     * Prepares.
     *
     * @param plan     which checkpoints
     * @param settings of which guest, unless it goes on from an image
     * @param catalog  where its plug-ins are found
     * @param ids      gives each image an id that no other has
     * @param clock    real time
     * @param progress is told in a line what is done next
     */
    public CheckpointRun(final CheckpointPlan plan, final GuestSettings settings, final PluginCatalog catalog,
            final LongSupplier ids, final NanoClock clock, final Consumer<String> progress) {
        this.plan = plan;
        this.settings = settings;
        this.catalog = catalog;
        this.ids = ids;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Runs.
     *
     * @return what was taken and found
     * @throws UncheckedIOException when an image cannot be written; tells too what the proof of the guest has found,
     *                              which ran on
     */
    public CheckpointOutcome run() {
        final List<Taken> taken = new ArrayList<>();
        final ReplayVerdict guest;
        progress.accept("starting the guest");
        try (HostedGuest hosted = hosted()) {
            hosted.begin();
            hosted.runFor(plan.afterNs());
            Path parent = plan.parent();
            for (final Path file : plan.files()) {
                progress.accept("taking checkpoint " + file);
                taken.add(takeOrProve(hosted, file, parent));
                parent = file;
                hosted.runFor(plan.everyNs());
            }
            hosted.pause();
            progress.accept("verifying the guest");
            guest = hosted.proof();
        }
        final List<Checkpoint> checkpoints = new ArrayList<>();
        for (final Taken one : taken) {
            progress.accept("verifying " + one.file());
            checkpoints.add(new Checkpoint(one.file(), one.manifest(), one.pauseNs(), one.writeNs(),
                    verdictOf(one.file())));
        }
        return new CheckpointOutcome(checkpoints, guest);
    }

    private HostedGuest hosted() {
        if (plan.parent() == null) {
            return HostedGuest.fresh(settings, catalog);
        }
        try (ImagePages pages = ImagePages.open(plan.parent())) {
            return HostedGuest.restored(pages, catalog);
        }
    }

    private record Taken(Path file, ImageManifest manifest, long pauseNs, long writeNs) {}

    /** Where an image cannot be written, that must not be the guest's loss. */
    private Taken takeOrProve(final HostedGuest hosted, final Path file, final Path parent) {
        try {
            return take(hosted, file, parent);
        } catch (final UncheckedIOException e) {
            hosted.runFor(plan.everyNs());
            hosted.pause();
            throw new UncheckedIOException(e.getMessage() + "; the guest that ran on: " + hosted.proof(), e.getCause());
        }
    }

    private Taken take(final HostedGuest hosted, final Path file, final Path parent) {
        final Hold hold = plan.kind().prepare(hosted);
        final long fromNs = clock.nanoTime();
        hosted.pause();
        final ImageManifest manifest;
        try {
            // With the guest standing still, this is exactly what has changed since the checkpoint before.
            final PageSet written = hosted.takeWritten();
            final GuestPoint point = hosted.point();
            manifest = parent == null
                    ? writer.write(file, ids.getAsLong(), point,
                            hold.content(ImageContent.allOf(hosted.memory().geometry())))
                    : writer.write(file, ids.getAsLong(), point, hold.content(written), parent);
        } finally {
            hold.release();
        }
        return new Taken(file, manifest, hosted.lastPauseNs(), clock.nanoTime() - fromNs);
    }

    private ReplayVerdict verdictOf(final Path file) {
        try (ImagePages pages = ImagePages.open(file);
                HostedGuest restored = HostedGuest.restored(pages, catalog)) {
            return restored.proofAtItsBeginning();
        }
    }
}
