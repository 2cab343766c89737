package io.whimbrel.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes that write images under one name. */
@Timeout(60)
class ImageKillTest {

    private static final int KILLS = 4;
    private static final PageGeometry GEOMETRY = new PageGeometry(4 << 20, 4096);
    private static final long SEED = 41;

    @TempDir
    private Path directory;

    /** Writes one image after the other. */
    static final class Writer {

        private Writer() {}

        public static void main(final String[] arguments) {
            final Path file = Path.of(arguments[0]);
            try (GuestMemory memory = new GuestMemory(GEOMETRY)) {
                for (long number = Long.parseLong(arguments[1]);; number++) {
                    write(new ImageWriter(), memory, file, number);
                    System.out.println(number);
                }
            }
        }
    }

    /** Writes one image, and stands still when all of it is written and none of it is forced to disk. */
    static final class StandingWriter {

        private StandingWriter() {}

        public static void main(final String[] arguments) {
            try (GuestMemory memory = new GuestMemory(GEOMETRY)) {
                write(new ImageWriter(new StandingDisk(new LocalDisk())), memory, Path.of(arguments[0]),
                        Long.parseLong(arguments[1]));
            }
        }
    }

    private record StandingDisk(Disk disk) implements Disk {

        @Override
        public Output create(final Path file) throws IOException {
            return new StandingOutput(disk.create(file));
        }

        @Override
        public void rename(final Path from, final Path to) throws IOException {
            disk.rename(from, to);
        }

        @Override
        public void delete(final Path file) throws IOException {
            disk.delete(file);
        }

        @Override
        public void forceDirectory(final Path directory) throws IOException {
            disk.forceDirectory(directory);
        }

        @Override
        public List<Path> list(final Path directory) throws IOException {
            return disk.list(directory);
        }

        @Override
        public boolean isAbandoned(final Path file) throws IOException {
            return disk.isAbandoned(file);
        }
    }

    private record StandingOutput(Disk.Output output) implements Disk.Output {

        @Override
        public void write(final ByteBuffer bytes, final long offset) throws IOException {
            output.write(bytes, offset);
        }

        @Override
        public void force() throws IOException {
            System.out.println("written");
            // Nobody ever writes to it, and it ends with whoever started this process.
            if (System.in.read() < 0) {
                throw new IOException("nobody is left to kill this process");
            }
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }

    /** Every long of the memory of the n-th image is n, and so is its guest time. */
    private static void write(final ImageWriter writer, final GuestMemory memory, final Path file,
            final long number) {
        for (long offset = 0; offset < GEOMETRY.memoryBytes(); offset += Long.BYTES) {
            UnsafeApi.putLong(memory.addressOfPage(0) + offset, number);
        }
        writer.write(file, number, Lifetime.point(Lifetime.GUEST, number), ImageContent.of(memory));
    }

    @Test
    void shouldFindAWholeImageWheneverItsWriterIsKilled() throws IOException, InterruptedException {
        final Path file = directory.resolve("a.image");
        final Random random = new Random(SEED);
        long number = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            final long written = killedWriter(file, number + 1, random);
            number = numberIn(file);
            assertTrue(number == written || number == written + 1, number + " is there, " + written + " was written");
            assertTrue(leftOver() <= 1, "nobody deletes what dead writers leave");
        }
    }

    @Test
    void shouldFindTheImageOfBeforeWhenItsWriterIsKilledAndDeleteWhatItHasLeft()
            throws IOException, InterruptedException {
        final Path file = directory.resolve("a.image");
        try (GuestMemory memory = new GuestMemory(GEOMETRY)) {
            write(new ImageWriter(), memory, file, 1);
            final Process process = start(StandingWriter.class, file, 2);
            try (BufferedReader lines = process.inputReader()) {
                assertEquals("written", lines.readLine());
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertEquals(1, numberIn(file));
            assertEquals(1, leftOver());
            write(new ImageWriter(), memory, file, 2);
            assertEquals(2, numberIn(file));
            assertEquals(0, leftOver());
        }
    }

    /** The number of the last image that it told of. */
    private static long killedWriter(final Path file, final long from, final Random random)
            throws IOException, InterruptedException {
        final Process process = start(Writer.class, file, from);
        try (BufferedReader lines = process.inputReader()) {
            String last = lines.readLine();
            assertFalse(process.waitFor(random.nextInt(20_000), TimeUnit.MICROSECONDS));
            // The process's own method would close the stream as well.
            process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
            return Long.parseLong(last);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process start(final Class<?> writer, final Path file, final long from) throws IOException {
        final List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-") || argument.startsWith("--enable-native"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), writer.getName(), file.toString(), Long.toString(from)));
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    }

    private static long numberIn(final Path file) {
        try (ImagePages pages = ImagePages.open(file); GuestMemory memory = new GuestMemory(GEOMETRY)) {
            pages.restoreTo(memory);
            final long number = pages.manifest().point().state().guestTimeNs();
            for (long offset = 0; offset < GEOMETRY.memoryBytes(); offset += Long.BYTES) {
                assertEquals(number, memory.getLong(offset));
            }
            return number;
        }
    }

    private long leftOver() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count() - 1;
        }
    }
}
