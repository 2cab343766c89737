package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.snapshot.ExecutionState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** A memory that changes at random, images of it, and how it was when each was taken. */
final class Lifetime implements AutoCloseable {

    static final String GUEST = "workload=synthetic;seed=1";

    private final Random random;
    private final GuestMemory memory;
    private final List<Path> files = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();

    Lifetime(final long seed, final GuestMemory memory) {
        this.memory = memory;
        random = new Random(seed);
        change();
    }

    static Lifetime ofPages(final long seed, final int pages) {
        return new Lifetime(seed, new GuestMemory(new PageGeometry(pages * 4096L, 4096)));
    }

    /** Some pages get other bytes, some become zero. */
    HierarchicalBitmap change() {
        final HierarchicalBitmap changed = new HierarchicalBitmap(memory.geometry().pages());
        for (long page = 0; page < changed.pages(); page++) {
            final int dice = random.nextInt(4);
            if (dice < 2) {
                changed.add(page);
                final byte[] block = new byte[memory.blockBytes()];
                if (dice == 1) {
                    random.nextBytes(block);
                }
                memory.fill(page, block);
            }
        }
        return changed;
    }

    GuestPoint point() {
        return point(GUEST, 1_000L * files.size());
    }

    static GuestPoint point(final String guest, final long guestTimeNs) {
        return new GuestPoint(guest, 2, new ExecutionState(new UnsafeBuffer(new byte[]{9, 8, 7}), 0, 3, guestTimeNs));
    }

    void full(final ImageWriter writer, final Path file) {
        writer.write(file, random.nextLong() | 1, point(), ImageContent.of(memory));
        remember(file);
    }

    void incremental(final ImageWriter writer, final Path file) {
        final HierarchicalBitmap changed = change();
        writer.write(file, random.nextLong() | 1, point(), ImageContent.of(memory, changed), files.getLast());
        remember(file);
    }

    private void remember(final Path file) {
        files.add(file);
        contents.add(bytesOf(memory));
    }

    /** A chain in a directory: 0.image is full, each of the others incremental. */
    Lifetime chain(final Path directory, final int length) {
        full(new ImageWriter(FragileDisk.thatLasts()), directory.resolve("0.image"));
        for (int i = 1; i < length; i++) {
            incremental(new ImageWriter(FragileDisk.thatLasts()), directory.resolve(i + ".image"));
        }
        return this;
    }

    GuestMemory memory() {
        return memory;
    }

    Path file(final int image) {
        return files.get(image);
    }

    List<Path> files() {
        return files;
    }

    byte[] content(final int image) {
        return contents.get(image);
    }

    static byte[] bytesOf(final GuestMemory memory) {
        final byte[] bytes = new byte[Math.toIntExact(memory.geometry().pages() * memory.blockBytes())];
        UnsafeApi.copyMemory(null, memory.addressOfBlock(0), bytes, UnsafeApi.arrayBaseOffset(byte[].class),
                bytes.length);
        return bytes;
    }

    /** What comes of an image when it is restored to fresh memory. */
    byte[] restored(final Path file) {
        final PageGeometry geometry = memory.geometry();
        try (GuestMemory fresh = memory.versions() == null ? new GuestMemory(geometry)
                : GuestMemory.ofVersions(geometry);
                ImagePages pages = ImagePages.open(file)) {
            pages.restoreTo(fresh);
            return bytesOf(fresh);
        }
    }

    static void verify(final Path file) {
        try (ImagePages pages = ImagePages.open(file)) {
            pages.chain().forEach(new ImageVerifier()::verify);
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
