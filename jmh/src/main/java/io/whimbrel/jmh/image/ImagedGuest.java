package io.whimbrel.jmh.image;

import io.whimbrel.engine.image.GuestPoint;
import io.whimbrel.engine.image.ImageContent;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.image.ImageWriter;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.snapshot.ExecutionState;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A guest's memory without a zero page, and where to copy it to: files that lie in memory themselves. */
@State(Scope.Thread)
public class ImagedGuest {

    private static final Path RAM = Path.of("/dev/shm");

    /** Length of the memory. */
    @Param("256")
    public int memoryMiB;

    private final ImageWriter writer = new ImageWriter();
    private final GuestPoint point = new GuestPoint("", 1,
            new ExecutionState(new UnsafeBuffer(new byte[100]), 0, 100, 0));
    private Path directory;
    private GuestMemory memory;
    private GuestMemory target;
    private ImageContent content;

    /** For JMH. */
    public ImagedGuest() {}

    /**
     * Fills the memory and makes one file of each kind.
     *
     * @throws IOException when there is no place for files
     */
    @Setup(Level.Trial)
    public void fill() throws IOException {
        directory = Files.isDirectory(RAM)
                ? Files.createTempDirectory(RAM, "whimbrel-images")
                : Files.createTempDirectory("whimbrel-images");
        final PageGeometry geometry = new PageGeometry((long) memoryMiB << 20, 4096);
        memory = new GuestMemory(geometry);
        target = new GuestMemory(geometry);
        final SplittableRandom random = new SplittableRandom(1);
        for (long offset = 0; offset < geometry.memoryBytes(); offset += Long.BYTES) {
            memory.putLong(offset, random.nextLong());
        }
        target.populate(0, geometry.memoryBytes());
        content = ImageContent.of(memory);
        checkpoint();
        copyOut();
    }

    /**
     * Throws the files away.
     *
     * @throws IllegalStateException when what was restored is not what was checkpointed
     */
    @TearDown(Level.Trial)
    public void close() {
        final boolean same = segment(memory).mismatch(segment(target)) < 0;
        final boolean untouched = target.getLong(0) == 0;
        memory.close();
        target.close();
        IoUtil.delete(directory.toFile(), false);
        if (!same && !untouched) {
            throw new IllegalStateException("what was restored is not what was checkpointed");
        }
    }

    @SuppressWarnings("restricted")
    private static MemorySegment segment(final GuestMemory memory) {
        return MemorySegment.ofAddress(memory.addressOfPage(0)).reinterpret(memory.geometry().memoryBytes());
    }

    final long checkpoint() {
        return writer.write(directory.resolve("guest.image"), 1, point, content).digest();
    }

    final void restore() {
        try (ImagePages pages = ImagePages.open(directory.resolve("guest.image"))) {
            pages.restoreTo(target);
        }
    }

    /** The same bytes, as whoever has nothing but channels would write them. */
    final void copyOut() throws IOException {
        final Path temporary = directory.resolve("guest.bytes.partial");
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            final ByteBuffer bytes = segment(memory).asByteBuffer();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, directory.resolve("guest.bytes"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    final void copyIn() throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve("guest.bytes"), StandardOpenOption.READ)) {
            final ByteBuffer bytes = segment(target).asByteBuffer();
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // The rest comes with the next call.
            }
        }
    }
}
