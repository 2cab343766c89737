package io.whimbrel.harness.image;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.image.GuestPoint;
import io.whimbrel.engine.image.ImageContent;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.image.ImageWriter;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.builtin.AddressPrefetch;
import io.whimbrel.engine.snapshot.ExecutionState;
import io.whimbrel.harness.process.AtExit;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.workloads.WorkloadFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Restores a small guest of its own, whole and lazily, a few times over, so that the measured one runs code that the JVM
 * has loaded: without it, the milliseconds until a guest runs would be a second of loading.
 */
final class RestoreRehearsal {

    private static final int TIMES = 10;
    private static final long RUN_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final PageGeometry GEOMETRY = new PageGeometry(2 << 20, 4096);
    private static final String GUEST = "workload=kv(mix=a);rate=50000/s";

    private final PluginCatalog catalog;

    RestoreRehearsal(final PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /** First looks whether there is anything to rehearse for: that an image can be used. */
    void runFor(final Path image) {
        try (ImagePages pages = ImagePages.open(image)) {
            ImagedGuest.of(pages, catalog);
        }
        try (ScratchDirectory scratch = ScratchDirectory.create(ScratchDirectory.usualPlace());
                AtExit hook = AtExit.run(() -> ScratchDirectory.delete(scratch.path()))) {
            final Path own = scratch.path().resolve("rehearsal.image");
            write(own);
            for (int i = 0; i < TIMES; i++) {
                restore(own);
                restoreLazily(own);
                hook.check();
            }
        }
    }

    private void write(final Path file) {
        final GuestProgram program = new WorkloadFactory(catalog).create(GUEST, GEOMETRY, 1);
        try (GuestMemory memory = new GuestMemory(GEOMETRY)) {
            program.fill(memory);
            final Guest guest = Guest.untracked(memory, program, SystemNanoClock.INSTANCE);
            guest.timeIs(0);
            new ImageWriter().write(file, 1, new GuestPoint(GUEST, 1, ExecutionState.of(guest)),
                    ImageContent.of(memory));
        }
    }

    private void restore(final Path file) {
        try (ImagePages pages = ImagePages.open(file); HostedGuest guest = HostedGuest.restored(pages, catalog)) {
            guest.begin();
            guest.runFor(RUN_NS);
        }
    }

    private void restoreLazily(final Path file) {
        try (ImagePages pages = ImagePages.open(file);
                LazyGuest guest = new LazyGuest(pages, catalog, new AddressPrefetch(), (timeNs, vcpu, page) -> {})) {
            guest.prepare();
            guest.begin();
            guest.runFor(RUN_NS);
            guest.end();
        }
    }
}
