package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Guests of real threads that are restored while they run, by the command. */
@Timeout(120)
class LazyRestoreTest extends CommandLine {

    private static final int PAGES = 1_024;
    private static final String[] GUEST = {"-s", "guest.memory=4MiB", "-s", "guest.vcpus=2", "-s", "guest.rate=20k/s"};

    @TempDir
    private static Path shared;
    private static String image;

    @TempDir
    private Path directory;

    @BeforeAll
    static void takeCheckpoints() {
        final LazyRestoreTest taking = new LazyRestoreTest();
        assertEquals(0, taking.execute(with(GUEST, "checkpoint", "-q", "-o", shared.resolve("a.image").toString(),
                "--count", "2", "--after", "50ms", "--every", "20ms")), taking::err);
        assertEquals(0, taking.execute(with(GUEST, "trace", "record", "-d", "300ms", "-o",
                shared.resolve("own.trace").toString())), taking::err);
        image = shared.resolve("a.image.1").toString();
    }

    private static String[] with(final String[] further, final String... first) {
        return Stream.concat(Stream.of(first), Stream.of(further)).toArray(String[]::new);
    }

    private String path(final String name) {
        return directory.resolve(name).toString();
    }

    private JsonNode restored(final String... further) {
        out.reset();
        assertEquals(0, execute(with(further, "restore", "-q", image, "--lazy", "--for", "50ms", "--json")), err());
        return JsonMapper.shared().readTree(out());
    }

    private static void requireEachPageOnce(final JsonNode restored) {
        final JsonNode faults = restored.get("faults");
        assertEquals(PAGES, faults.get("pagesDemanded").asLong() + faults.get("pagesPushed").asLong()
                + restored.get("pagesRest").asLong(), restored::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "none(for=0s)", "none(for=1h)", "address", "continue", "recorded(OWN)",
        "clairvoyant(OWN)"})
    void shouldVerifyWithEveryPrefetcher(final String prefetcher) {
        final JsonNode restored = restored("--prefetch",
                prefetcher.replace("OWN", shared.resolve("own.trace").toString()));
        assertTrue(restored.get("verified").asBoolean(), out());
        assertTrue(restored.get("stoppedAtNs").asLong() >= restored.get("guestTimeNs").asLong() + 50_000_000, out());
        assertTrue(restored.get("allPresentNs").asLong() > restored.get("restoredNs").asLong(), out());
        requireEachPageOnce(restored);
    }

    @Test
    void shouldRecordWhatTheGuestWaitedForAndReadItFirstTheNextTime() {
        final JsonNode first = restored("--record", path("set.trace"));
        requireEachPageOnce(first);
        assertEquals("none(for=1h)", first.get("prefetch").asString());
        assertEquals(0, first.get("faults").get("pagesPushed").asLong());
        final long faults = first.get("faults").get("pagesDemanded").asLong();
        final TraceFile recorded = TraceFile.open(directory.resolve("set.trace"));
        assertEquals(faults, recorded.accesses());
        assertEquals(PAGES, recorded.header().pages());
        assertEquals(faults, pagesOf(recorded).size());
        final String again = "recorded(" + path("set.trace") + ")";
        final JsonNode second = restored("--prefetch", again);
        assertTrue(second.get("verified").asBoolean(), out());
        assertEquals(again, second.get("prefetch").asString());
        requireEachPageOnce(second);
    }

    private static Set<Long> pagesOf(final TraceFile trace) {
        final Set<Long> pages = new HashSet<>();
        final TraceReader reader = trace.read();
        while (reader.next()) {
            pages.add(reader.page());
        }
        return pages;
    }

    @Test
    void shouldTellInWordsHowThePagesCame() {
        assertEquals(0, execute("restore", image, "--lazy", "--for", "50ms", "--record", path("set.trace")), err());
        assertTrue(out().matches("the guest ran after .*, all 4 MiB were there after .*; it went on from .* to .* of "
                + "its time\npages     [0-9,]+ on demand, 0 ahead of it, [0-9,]+ when it had been stopped; [0-9,]+ are "
                + "zero and were not read\nfaults    (none|[0-9,]+ for [0-9,]+ pages touched, p50 .*, p99 .*, longest "
                + ".*; a vCPU stood still for .* in all)\nprefetch  none\\(for=1h\\): coverage ([0-9.]+ %|-), accuracy "
                + "-, in time -\n"
                + "verified: 1024 pages are the same after [0-9]+ operations\n"), out());
        assertEquals("restoring " + image + "\nrunning the guest\nverifying the guest\nwrote " + path("set.trace")
                + ": restore with --lazy --prefetch 'recorded(" + path("set.trace") + ")'\n", err());
    }

    @Test
    void shouldStopTheGuestAtADamagedPageAndLeaveNothingBehind() throws IOException {
        final Path damaged = directory.resolve("b.image");
        assertEquals(0, execute("image", "merge", image, "-o", damaged.toString()), err());
        final byte[] bytes = Files.readAllBytes(damaged);
        // One byte of every page but the first few: some are zero, and holes are not looked at.
        for (int at = bytes.length - 4096 * (PAGES - 5); at < bytes.length; at += 4096) {
            if (bytes[at] != 0) {
                bytes[at] ^= 1;
            }
        }
        Files.write(damaged, bytes);
        for (final String prefetch : List.of("none(for=1h)", "address")) {
            assertEquals(2, execute("restore", "-q", damaged.toString(), "--lazy", "--prefetch", prefetch, "--record",
                    path("set.trace"), "--for", "20s"));
            assertTrue(err().matches("whimbrel: .*/b.image: byte [0-9]+: page [0-9]+ does not match its checksum; the "
                    + "guest, which ran already, was stopped at .* of its time\n"), err());
            err.reset();
            assertEquals(List.of("b.image"), files());
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void shouldRefuseWhatItCannotUse() throws IOException {
        refused("whimbrel: " + path("none") + ": there is no such file", "restore", "-q", path("none"), "--lazy");
        refused("whimbrel: --prefetch recorded(" + path("none") + "): recorded: " + path("none")
                + ": there is no such file", "restore", "-q", image, "--lazy", "--prefetch",
                "recorded(" + path("none") + ")");
        refused("whimbrel: --prefetch adress: no prefetcher is called 'adress'; did you mean 'address'?", "restore",
                "-q",
                image, "--lazy", "--prefetch", "adress");
        refused("whimbrel restore: Error: Missing required argument(s): --lazy (see whimbrel restore --help)",
                "restore",
                "-q", image, "--prefetch", "address");
        refused("whimbrel: " + image + " is there already; name another file", "restore", "-q", image, "--lazy",
                "--record", image);
        assertEquals(0, execute("trace", "record", "-d", "10ms", "-o", path("other.trace"), "-s",
                "guest.memory=8MiB"), err());
        out.reset();
        err.reset();
        refused("whimbrel: --prefetch recorded(" + path("other.trace")
                + "): the trace is of a guest of 2048 pages, and "
                + "this one has 1024", "restore", "-q", image, "--lazy", "--prefetch",
                "recorded(" + path("other.trace") + ")", "--record", path("set.trace"));
        assertEquals(List.of("other.trace"), files());
    }

    @Test
    void shouldRefuseAnImageWhoseParentIsMissing() throws IOException {
        Files.copy(Path.of(image), directory.resolve("a.image.1"));
        refused("whimbrel: the parent of " + path("a.image.1") + " cannot be used: " + path("a.image")
                + ": there is no such file", "restore", "-q", path("a.image.1"), "--lazy", "--record",
                path("set.trace"));
        assertEquals(List.of("a.image.1"), files());
    }
}
