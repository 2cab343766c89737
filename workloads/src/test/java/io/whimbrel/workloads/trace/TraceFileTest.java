package io.whimbrel.workloads.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {

    private static final TraceHeader HEADER = new TraceHeader(4096, 1 << 16, 3, "what ran");

    @TempDir
    private Path directory;

    private TraceFile written(final List<Access> accesses) {
        return Access.trace(directory.resolve("a.trace"), HEADER, accesses);
    }

    private static List<Access> some(final int count) {
        final Random random = new Random(5);
        final List<Access> accesses = new ArrayList<>();
        long timeNs = 0;
        for (int i = 0; i < count; i++) {
            timeNs += random.nextInt(40_000);
            final boolean write = random.nextBoolean();
            accesses.add(new Access(timeNs, random.nextInt(3), random.nextInt(1 << 16), write,
                    write ? random.nextInt(4097) : 0));
        }
        return accesses;
    }

    @Test
    void shouldComeBackWithItsHeader() {
        final List<Access> accesses = some(10_000);
        final TraceFile trace = written(accesses);
        assertEquals(HEADER, trace.header());
        assertEquals(10_000, trace.accesses());
        assertEquals(accesses, Access.of(trace));
    }

    @Test
    void shouldHoldNoAccessAtAll() {
        assertEquals(List.of(), Access.of(written(List.of())));
    }

    @Test
    void shouldTellTracesApartByTheirDigest() {
        final String one = written(some(5_000)).digest();
        assertEquals(one, written(some(5_000)).digest());
        assertNotEquals(one, written(some(4_999)).digest());
        assertNotEquals(one, Access.trace(directory.resolve("b.trace"),
                new TraceHeader(4096, (1 << 16) + 1, 3, "what ran"), some(5_000)).digest());
    }

    @Test
    void shouldTakeFewBytesForTheSameBlocksOverAndOver() {
        final List<Access> accesses = new ArrayList<>();
        final Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            final int page = random.nextInt(1 << 16);
            accesses.add(Access.read(i * 20_000L, 0, page));
            accesses.add(Access.write(i * 20_000L, 0, page, 64));
        }
        final double bytes = (double) written(accesses).bytes() / accesses.size();
        assertTrue(bytes < 2.1, bytes + " B per access");
    }

    @Test
    void shouldGoToAnyBlockAgain() {
        final List<Access> accesses = some(20_000);
        final TraceReader reader = written(accesses).read();
        final List<Long> offsets = new ArrayList<>();
        while (reader.next()) {
            offsets.add(reader.blockOffset());
        }
        assertEquals(5, offsets.stream().distinct().count());
        for (final long offset : offsets.stream().distinct().toList().reversed()) {
            reader.seek(offset);
            for (int i = offsets.indexOf(offset); i < accesses.size(); i++) {
                assertTrue(reader.next());
                assertEquals(accesses.get(i).page(), reader.page());
                assertEquals(accesses.get(i).timeNs(), reader.timeNs());
            }
            assertFalse(reader.next());
        }
    }

    @Test
    void shouldReadWithoutAllocating() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final TraceFile trace = written(some(50_000));
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            final TraceReader reader = trace.read();
            assertTrue(reader.next());
            final long before = threads.getCurrentThreadAllocatedBytes();
            while (reader.next()) {
                assertTrue(reader.page() >= 0);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes allocated by 50000 accesses");
    }

    @Test
    void shouldRefuseEveryOtherByteAtEveryPlace() throws IOException {
        final byte[] whole = Files.readAllBytes(written(some(8)).path());
        for (int at = 0; at < whole.length; at++) {
            for (int flip = 1; flip < 256; flip++) {
                final byte[] bytes = whole.clone();
                bytes[at] ^= (byte) flip;
                assertRefused(bytes, "byte " + at + " flipped by " + flip);
            }
        }
    }

    @Test
    void shouldRefuseAnyOtherBitInAnyOfManyBlocks() throws IOException {
        final byte[] whole = Files.readAllBytes(written(some(20_000)).path());
        final Random random = new Random(23);
        for (int i = 0; i < 300; i++) {
            final byte[] bytes = whole.clone();
            final int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            assertRefused(bytes, "byte " + at);
        }
    }

    @Test
    void shouldRefuseEveryTornFileAtItsEnd() throws IOException {
        final byte[] whole = Files.readAllBytes(written(some(40)).path());
        for (int length = 0; length < whole.length; length++) {
            final String message = assertRefused(Arrays.copyOf(whole, length), "the first " + length + " bytes");
            assertTrue(message.startsWith("damaged.trace: byte " + length + ": "), message);
        }
    }

    @Test
    void shouldRefuseATraceWithMoreThanItsEnd() throws IOException {
        final byte[] whole = Files.readAllBytes(written(some(40)).path());
        for (int more = 1; more < 100; more++) {
            assertRefused(Arrays.copyOf(whole, whole.length + more), more + " more bytes");
        }
    }

    @Test
    void shouldRefuseATraceWhoseBlocksChangedPlacesOrAreMissing() throws IOException {
        final List<Access> alike = new ArrayList<>();
        for (int i = 0; i < 8192; i++) {
            alike.add(Access.write(7, 0, i % 4096, 1 + i / 4096));
        }
        final TraceFile trace = written(alike);
        final TraceReader reader = trace.read();
        reader.next();
        final int first = (int) reader.blockOffset();
        final byte[] whole = Files.readAllBytes(trace.path());
        final int length = (whole.length - first - 32) / 2;
        final byte[] swapped = whole.clone();
        System.arraycopy(whole, first, swapped, first + length, length);
        System.arraycopy(whole, first + length, swapped, first, length);
        assertTrue(assertRefused(swapped, "swapped").endsWith("the trace does not match its digest"));
        final byte[] shorter = new byte[whole.length - length];
        System.arraycopy(whole, 0, shorter, 0, first);
        System.arraycopy(whole, first + length, shorter, first, shorter.length - first);
        assertTrue(assertRefused(shorter, "shorter")
                .endsWith("the trace says that it has 8192 accesses, and has 4096"));
    }

    private static String assertRefused(final byte[] file, final String how) {
        final TraceException e = assertThrows(TraceException.class,
                () -> Access.of(new TraceFile(Path.of("damaged.trace"), MemorySegment.ofArray(file))), how);
        assertTrue(e.getMessage().startsWith("damaged.trace: byte "), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        return e.getMessage();
    }

    @Test
    void shouldRefuseWhatIsNoTrace() throws IOException {
        final Path file = directory.resolve("notes.txt");
        Files.writeString(file, "these are notes, and long enough for a header");
        assertEquals(file + ": byte 0: this is not a trace: it does not begin with WHIMTRAC",
                assertThrows(TraceException.class, () -> TraceFile.open(file)).getMessage());
        assertEquals(directory + "/none: there is no such file",
                assertThrows(TraceException.class, () -> TraceFile.open(directory.resolve("none"))).getMessage());
        assertThrows(TraceException.class, () -> TraceFile.open(directory));
    }

    @Test
    void shouldRefuseALaterVersion() throws IOException {
        final byte[] bytes = Files.readAllBytes(written(some(4)).path());
        bytes[8] = 2;
        final Path file = directory.resolve("later.trace");
        Files.write(file, bytes);
        assertEquals(file + ": byte 8: the trace is of version 2, this program reads version 1",
                assertThrows(TraceException.class, () -> TraceFile.open(file)).getMessage());
    }

    @Test
    void shouldWriteNothingThatNoGuestDoes() {
        final Path file = directory.resolve("a.trace");
        try (TraceWriter writer = new TraceWriter(file, 4096, 2, "")) {
            writer.access(10, 1, 7, true, 4096);
            for (final Access wrong : List.of(Access.read(9, 0, 0), Access.read(10, 2, 0), Access.read(10, -1, 0),
                    Access.read(10, 0, -1), Access.read(10, 0, 1L << 36), Access.write(10, 0, 0, 4097),
                    Access.write(10, 0, 0, -1),
                    new Access(10, 0, 0, false, 1))) {
                assertThrows(IllegalArgumentException.class, () -> wrong.into(writer), wrong.toString());
            }
            assertThrows(IllegalArgumentException.class, () -> writer.complete(7));
            assertEquals(8, writer.pagesAccessed());
            writer.complete(writer.pagesAccessed());
        }
        assertEquals(List.of(Access.write(10, 1, 7, 4096)), Access.of(TraceFile.open(file)));
    }

    @Test
    void shouldLeaveWhatWasThereWhenItIsNotCompleted() throws IOException {
        final TraceFile before = written(some(10));
        try (TraceWriter writer = new TraceWriter(before.path(), 4096, 1, "")) {
            writer.access(0, 0, 0, false, 0);
        }
        assertEquals(some(10), Access.of(TraceFile.open(before.path())));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(before.path()), files.toList());
        }
    }

    @Test
    void shouldSayWhereItCannotWrite() {
        final Path file = directory.resolve("absent").resolve("a.trace");
        assertEquals("cannot write " + file + ": NoSuchFile",
                assertThrows(UncheckedIOException.class, () -> new TraceWriter(file, 4096, 1, "")).getMessage());
    }
}
