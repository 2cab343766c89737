package io.whimbrel.harness.profile;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.TrackerFactory;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.end.Crew;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.model.MeasuredProfile;
import io.whimbrel.workloads.WorkloadFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.NanoClock;

/**
 * Measures how fast a guest dirties its pages, while it runs in threads of this process: exactly, by its dirty tracker,
 * and on a sample of its pages, by their checksums. Both count from the same clean start over the same periods.
 *
 * <p>A period ends when somebody gets to look, on a busy machine a little late; it is recorded as long as it was.
 */
public final class ProfileRun {

    private static final long BYTES_PER_GIB = 1L << 30;
    private static final double NS_PER_MS = 1e6;
    private static final double PERIOD_STEPS_PER_MS = 1e3;

    private final Variant variant;
    private final PluginCatalog catalog;
    private final long[] periodsNs;
    private final long samplesPerGib;
    private final NanoClock clock;

    /**
     * Prepares a measurement.
     *
     * @param variant       whose guest
     * @param catalog       where its plug-ins are found
     * @param periodsNs     after which times to look, nanoseconds, rising
     * @param samplesPerGib pages to sample for each GiB of guest memory; at least one is
     * @param clock         real time
     */
    public ProfileRun(final Variant variant, final PluginCatalog catalog, final long[] periodsNs,
            final long samplesPerGib, final NanoClock clock) {
        this.variant = variant;
        this.catalog = catalog;
        this.periodsNs = periodsNs.clone();
        this.samplesPerGib = samplesPerGib;
        this.clock = clock;
    }

    /**
     * Fills the guest, lets it warm up, and measures.
     *
     * @return what was measured
     * @throws io.whimbrel.harness.end.EndFailedException when the guest has failed, or the caller is interrupted
     */
    public ProfilePair run() {
        final PageGeometry geometry = variant.guest().geometry();
        final GuestProgram program = new WorkloadFactory(catalog).create(variant.guest().spec(), geometry,
                variant.guest().vcpus());
        if (!program.needsContents()) {
            throw new UnusableInputException("guest.content: " + variant.guest().spec().content()
                    + " is for virtual time, and a profile is measured on a guest that runs; choose zero, text or random");
        }
        try (GuestMemory memory = new GuestMemory(geometry)) {
            program.fill(memory);
            final DirtyTracker tracker = catalog.create(TrackerFactory.class, variant.guest().tracker())
                    .create(geometry.pages(), variant.guest().vcpus());
            final Guest guest = Guest.tracked(memory, program, tracker, clock);
            try (Crew crew = new Crew()) {
                crew.run(guest);
                guest.start();
                waitUntil(clock.nanoTime() + variant.phases().warmUpNs(), crew);
                return measure(guest, tracker, crew);
            }
        }
    }

    private ProfilePair measure(final Guest guest, final DirtyTracker tracker, final Crew crew) {
        final GuestMemory memory = guest.memory();
        final long pages = memory.geometry().pages();
        final long zeroPages = ZeroPages.in(memory).cardinality();
        final HierarchicalBitmap dirty = new HierarchicalBitmap(pages);
        sync(guest, tracker, dirty, crew);
        dirty.clear();
        final long startNs = clock.nanoTime();
        final PageSample sample = PageSample.of(memory, sampleSize(), variant.guest().spec().seed());
        final long sampledZeroPages = sample.zero();
        final List<Double> periodsMs = new ArrayList<>();
        final List<Long> dirtyPages = new ArrayList<>();
        final List<Long> sampledDirtyPages = new ArrayList<>();
        for (final long periodNs : periodsNs) {
            waitUntil(startNs + periodNs, crew);
            periodsMs.add(Math.round((clock.nanoTime() - startNs) / NS_PER_MS * PERIOD_STEPS_PER_MS)
                    / PERIOD_STEPS_PER_MS);
            sync(guest, tracker, dirty, crew);
            sampledDirtyPages.add(sample.changed());
            dirtyPages.add(dirty.cardinality());
        }
        return new ProfilePair(
                new MeasuredProfile(memory.geometry().pageBytes(), pages, pages, zeroPages, periodsMs, dirtyPages),
                new MeasuredProfile(memory.geometry().pageBytes(), pages, sample.size(), sampledZeroPages, periodsMs,
                        sampledDirtyPages));
    }

    private long sampleSize() {
        return Math.max(1, Math.ceilDiv(variant.guest().geometry().memoryBytes() * samplesPerGib, BYTES_PER_GIB));
    }

    private static void sync(final Guest guest, final DirtyTracker tracker, final HierarchicalBitmap dirty,
            final Crew crew) {
        tracker.beginSync();
        guest.wake();
        crew.await(() -> tracker.pollSync(dirty));
    }

    private void waitUntil(final long instantNs, final Crew crew) {
        crew.await(() -> clock.nanoTime() - instantNs >= 0);
    }
}
