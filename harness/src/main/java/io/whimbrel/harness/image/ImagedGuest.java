package io.whimbrel.harness.image;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.image.GuestPoint;
import io.whimbrel.engine.image.ImageException;
import io.whimbrel.engine.image.ImageManifest;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.workloads.WorkloadFactory;
import java.util.function.Supplier;

/**
 * What an image has of a guest beside its pages.
 *
 * @param manifest what the newest image of the chain says of itself
 * @param program  what the guest runs
 * @param programs builds the same once more
 */
record ImagedGuest(ImageManifest manifest, GuestProgram program, Supplier<GuestProgram> programs) {

    /** Builds the program of an image's guest. */
    static ImagedGuest of(final ImagePages pages, final PluginCatalog catalog) {
        final ImageManifest manifest = pages.manifest();
        if (manifest.blockBytes() != manifest.geometry().pageBytes()) {
            throw new ImageException(pages.chain().getFirst() + ": of each page only the version is in it: such a "
                    + "guest runs in virtual time alone");
        }
        final GuestPoint point = manifest.point();
        final WorkloadFactory factory = new WorkloadFactory(catalog);
        final Supplier<GuestProgram> programs = () -> factory.create(point.guest(), manifest.geometry(),
                point.vcpus());
        try {
            return new ImagedGuest(manifest, programs.get(), programs);
        } catch (final IllegalArgumentException e) {
            throw new ImageException(pages.chain().getFirst() + ": its guest cannot be built here: "
                    + e.getMessage());
        }
    }

    GuestPoint point() {
        return manifest.point();
    }
}
