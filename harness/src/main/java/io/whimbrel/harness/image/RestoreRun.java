package io.whimbrel.harness.image;

import io.whimbrel.engine.image.ImageManifest;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.verify.ReplayVerdict;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;

/** Lets a guest go on from an image, and proves that it is what it would have been had it never stopped. */
public final class RestoreRun {

    private final PluginCatalog catalog;
    private final NanoClock clock;
    private final Consumer<String> progress;

    /**
     * Prepares.
     *
     * @param catalog  where the guest's plug-ins are found
     * @param clock    real time
     * @param progress is told in a line what is done next
     */
    public RestoreRun(final PluginCatalog catalog, final NanoClock clock, final Consumer<String> progress) {
        this.catalog = catalog;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Runs.
     *
     * @param image the image
     * @param forNs how long the guest is to run
     * @return how it went
     * @throws io.whimbrel.engine.image.ImageException when the image cannot be used
     */
    public Restoration run(final Path image, final long forNs) {
        new RestoreRehearsal(catalog).runFor(image);
        progress.accept("restoring " + image);
        final long fromNs = clock.nanoTime();
        final ImageManifest manifest;
        final HostedGuest restored;
        try (ImagePages pages = ImagePages.open(image)) {
            manifest = pages.manifest();
            restored = HostedGuest.restored(pages, catalog);
        }
        try (restored) {
            restored.begin();
            final long restoredNs = clock.nanoTime() - fromNs;
            progress.accept("running the guest");
            restored.runFor(forNs);
            restored.pause();
            final long guestTimeNs = restored.guest().timeNs();
            progress.accept("verifying the guest");
            final ReplayVerdict verdict = restored.proof();
            return new Restoration(manifest, restoredNs, guestTimeNs, verdict);
        }
    }
}
