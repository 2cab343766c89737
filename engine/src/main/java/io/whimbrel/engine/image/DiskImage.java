package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.snapshot.ExecutionState;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** An image file that comes into being step by step. What has been written is forced to disk now and then, not at last. */
final class DiskImage implements KeptImage, Closeable {

    private static final long FORCED_AT_ONCE_BYTES = 2 << 20;

    private final Path path;
    private final GuestMemory memory;
    private final ImageManifest planned;
    private final ImageLayout layout;
    private final ImageIndex index;
    private final NewImageFile file;
    private long unforcedBytes;
    private ImagePages pages;

    private DiskImage(final Path path, final GuestMemory memory, final ImageManifest planned,
            final NewImageFile file) {
        this.path = path;
        this.memory = memory;
        this.planned = planned;
        this.layout = new ImageLayout(planned.geometry(), planned.blockBytes(), ManifestCodec.lengthOf(planned));
        this.index = new ImageIndex(layout);
        this.file = file;
    }

    static DiskImage create(final Path path, final Disk disk, final GuestMemory memory, final String guest,
            final int vcpus, final int stateBytes) {
        // The manifest's length must be known before the first page is written, what it says only at the end.
        final ImageManifest planned = new ImageManifest(ThreadLocalRandom.current().nextLong() | 1, 0, "",
                memory.geometry(), memory.blockBytes(), new GuestPoint(guest, vcpus,
                        new ExecutionState(new UnsafeBuffer(new byte[stateBytes]), 0, stateBytes, 0)),
                0, 0, 0);
        try {
            final DiskImage image = new DiskImage(path, memory, planned, new NewImageFile(path, disk));
            image.reserve();
            return image;
        } catch (final IOException e) {
            throw failure(path, e);
        }
    }

    /** The last page may be a hole, and the file ends where its slot does all the same. */
    private void reserve() throws IOException {
        try {
            file.write(ByteBuffer.allocate(1), layout.fileBytes() - 1);
        } catch (final IOException e) {
            file.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public int write(final long first, final int count) {
        try {
            final int stored = ImageWriter.writeRun(file, layout, index, first, count, memory.addressOfBlock(first));
            unforcedBytes += (long) stored * layout.blockBytes();
            if (unforcedBytes >= FORCED_AT_ONCE_BYTES) {
                file.force();
                unforcedBytes = 0;
            }
            return stored;
        } catch (final IOException e) {
            throw failure(path, e);
        }
    }

    @Override
    public void complete(final ExecutionState state) {
        if (state.length() != planned.point().state().length()) {
            throw new IllegalArgumentException("an execution state of " + state.length() + " B does not fit where "
                    + planned.point().state().length() + " B were announced");
        }
        try {
            ImageWriter.writeIndex(file, planned.id(), layout, index);
            final ImageManifest manifest = new ImageManifest(planned.id(), 0, "", planned.geometry(),
                    planned.blockBytes(), new GuestPoint(planned.point().guest(), planned.point().vcpus(), state),
                    index.storedPages(), index.zeroPages(), index.digest());
            file.write(ByteBuffer.wrap(ManifestCodec.encode(manifest)), 0);
            file.commit();
        } catch (final IOException e) {
            throw failure(path, e);
        }
        pages = ImagePages.open(path);
    }

    @Override
    public ExecutionState state() {
        return pages.manifest().point().state();
    }

    @Override
    public int load(final long first, final int count) {
        final long address = memory.addressOfBlock(first);
        UnsafeApi.setMemory(address, (long) count * layout.blockBytes(), (byte) 0);
        pages.readOntoZeroes(first, count, address);
        int read = 0;
        for (long page = first; page < first + count; page++) {
            read += pages.isZero(page) ? 0 : 1;
        }
        return read;
    }

    private static UncheckedIOException failure(final Path path, final IOException e) {
        return new UncheckedIOException("cannot write " + path + ": " + ImageWriter.reason(e), e);
    }

    /** Closes the file. One that is not whole is gone then. */
    @Override
    public void close() throws IOException {
        if (pages == null) {
            file.close();
        } else {
            pages.close();
        }
    }
}
