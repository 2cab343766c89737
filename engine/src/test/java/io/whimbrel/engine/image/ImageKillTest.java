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

/** Kills a process that does nothing but write one image after the other under the same name. */
@Timeout(60)
class ImageKillTest {

    private static final int KILLS = 4;
    private static final PageGeometry GEOMETRY = new PageGeometry(4 << 20, 4096);
    private static final long SEED = 41;

    @TempDir
    private Path directory;

    /** Every long of the memory of the n-th image is n, and so is its guest time. */
    static final class Writer {

        private Writer() {}

        public static void main(final String[] arguments) {
            final Path file = Path.of(arguments[0]);
            try (GuestMemory memory = new GuestMemory(GEOMETRY)) {
                for (long number = Long.parseLong(arguments[1]);; number++) {
                    fill(memory, number);
                    new ImageWriter().write(file, number, Lifetime.point(Lifetime.GUEST, number),
                            ImageContent.of(memory));
                    System.out.println(number);
                }
            }
        }

        private static void fill(final GuestMemory memory, final long number) {
            for (long offset = 0; offset < GEOMETRY.memoryBytes(); offset += Long.BYTES) {
                UnsafeApi.putLong(memory.addressOfPage(0) + offset, number);
            }
        }
    }

    @Test
    void shouldFindAWholeImageWheneverItsWriterIsKilled() throws IOException, InterruptedException {
        final Path file = directory.resolve("a.image");
        final Random random = new Random(SEED);
        long number = 0;
        long leftOver = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            final long written = killedWriter(file, number + 1, random);
            number = numberIn(file);
            assertTrue(number == written || number == written + 1, number + " is there, " + written + " was written");
            leftOver += leftOver();
            assertTrue(leftOver() <= 1, "nobody deletes what dead writers leave");
        }
        assertTrue(leftOver > 0, "no kill hit a writer while it wrote");
    }

    /** The number of the last image that it told of. */
    private static long killedWriter(final Path file, final long from, final Random random)
            throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-") || argument.startsWith("--enable-native"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(), file.toString(), Long.toString(from)));
        final Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
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
