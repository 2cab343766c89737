package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.GuestMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Images as files in a directory. */
public final class DiskImages implements ImageStore {

    private final Path directory;
    private final Disk disk;
    private final List<DiskImage> images = new ArrayList<>();

    /**
     * A store.
     *
     * @param directory exists
     */
    public DiskImages(final Path directory) {
        this(directory, new LocalDisk());
    }

    DiskImages(final Path directory, final Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    @Override
    public KeptImage create(final GuestMemory memory, final String guest, final int vcpus, final int stateBytes) {
        final DiskImage image = DiskImage.create(directory.resolve("guest-" + images.size() + ".image"), disk, memory,
                guest, vcpus, stateBytes);
        images.add(image);
        return image;
    }

    @Override
    public void close() {
        for (final DiskImage image : images) {
            try {
                image.close();
                disk.delete(image.path());
            } catch (final IOException e) {
                throw new UncheckedIOException("cannot remove " + image.path() + ": " + ImageWriter.reason(e), e);
            }
        }
        images.clear();
    }
}
