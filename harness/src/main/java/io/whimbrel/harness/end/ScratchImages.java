package io.whimbrel.harness.end;

import io.whimbrel.engine.image.DiskImages;
import io.whimbrel.engine.image.ImageStore;
import io.whimbrel.engine.image.KeptImage;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.transports.DriverPlace;

/**
 * Images of guests in files that live no longer than the run. Their directory is made when the first is: beside the media
 * driver's, which the run has for both ends, or where such directories usually are.
 */
final class ScratchImages implements ImageStore {

    private final DriverPlace driver;
    private ScratchDirectory scratch;
    private DiskImages images;

    private ScratchImages(final DriverPlace driver) {
        this.driver = driver;
    }

    static ScratchImages beside(final DriverPlace driver) {
        return new ScratchImages(driver);
    }

    @Override
    public KeptImage create(final GuestMemory memory, final String guest, final int vcpus, final int stateBytes) {
        if (scratch == null) {
            scratch = ScratchDirectory.beside(driver);
            images = new DiskImages(scratch.path());
        }
        return images.create(memory, guest, vcpus, stateBytes);
    }

    @Override
    public void close() {
        if (scratch != null) {
            images.close();
            scratch.close();
        }
    }
}
