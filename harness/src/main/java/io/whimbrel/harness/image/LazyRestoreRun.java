package io.whimbrel.harness.image;

import io.whimbrel.engine.image.FaultListener;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.image.LazyReport;
import io.whimbrel.engine.migration.PushReport;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.end.FaultFindings;
import io.whimbrel.harness.run.PostcopyRecords;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;

/** Lets a guest go on from an image at once, has its pages read while it runs, and proves that it is none the worse. */
public final class LazyRestoreRun {

    private final PluginCatalog catalog;
    private final NanoClock clock;
    private final Consumer<String> progress;

    /**
     * Prepares.
     *
     * @param catalog  where the guest's plug-ins and the prefetcher are found
     * @param clock    real time
     * @param progress is told in a line what is done next
     */
    public LazyRestoreRun(final PluginCatalog catalog, final NanoClock clock, final Consumer<String> progress) {
        this.catalog = catalog;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Runs.
     *
     * @param plan what to restore, and how
     * @return how it went
     * @throws UnusableInputException                   when the prefetcher cannot be used
     * @throws io.whimbrel.engine.image.ImageException when the image cannot be used, or turns out to be damaged: then
     *                                                  the guest was stopped where it was
     * @throws java.io.UncheckedIOException            when the image cannot be read, or the recording not written
     */
    public LazyRestoration run(final LazyPlan plan) {
        new RestoreRehearsal(catalog).runFor(plan.image());
        progress.accept("restoring " + plan.image());
        // Some prefetchers read a file, now or when they are asked first: it is part of restoring either way.
        final long fromNs = clock.nanoTime();
        final Prefetcher prefetcher = judged(plan, () -> catalog.create(Prefetcher.class, plan.prefetch()));
        try (ImagePages pages = ImagePages.open(plan.image())) {
            if (plan.record() == null) {
                return run(plan, pages, prefetcher, (timeNs, vcpu, page) -> {}, fromNs);
            }
            try (FaultRecording recording = new FaultRecording(plan.record(), pages.manifest())) {
                final LazyRestoration restoration = run(plan, pages, prefetcher, recording, fromNs);
                recording.complete();
                return restoration;
            }
        }
    }

    /** Whatever is wrong with it was given by somebody. */
    private static <T> T judged(final LazyPlan plan, final Supplier<T> withPrefetcher) {
        try {
            return withPrefetcher.get();
        } catch (final IllegalArgumentException e) {
            throw new UnusableInputException("--prefetch " + plan.prefetch() + ": " + e.getMessage(), e);
        }
    }

    private LazyRestoration run(final LazyPlan plan, final ImagePages pages, final Prefetcher prefetcher,
            final FaultListener listener, final long fromNs) {
        try (LazyGuest restored = new LazyGuest(pages, catalog, prefetcher, listener)) {
            restored.prepare();
            final long restoredNs = judged(plan, restored::begin) - fromNs;
            progress.accept("running the guest");
            restored.runFor(plan.forNs());
            restored.end();
            final LazyReport report = restored.restore().report();
            final PushReport push = new PushReport(pages.manifest().geometry().pages(), report.demandedPages(),
                    report.prefetchedPages(), 0, 0, 0);
            final FaultFindings faults = FaultFindings.of(restored.guest());
            progress.accept("verifying the guest");
            return new LazyRestoration(
                    new Restoration(pages.manifest(), restoredNs, restored.stoppedAtNs(), restored.proof()),
                    plan.prefetch(), report, PostcopyRecords.of(push, faults), report.completedAtNs() - fromNs);
        }
    }
}
