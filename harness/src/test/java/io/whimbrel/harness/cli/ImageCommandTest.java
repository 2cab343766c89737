package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.image.CheckpointKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class ImageCommandTest extends CommandLine {

    private static final List<String> SMALL = List.of("--after", "50ms", "--every", "20ms", "-s", "guest.memory=4MiB",
            "-s", "guest.vcpus=2", "-s", "guest.rate=20k/s");

    private static final String ANOTHER_VERSION = ": byte 20: the image is of version 2, this program reads version 1";

    @TempDir
    private Path directory;

    private String path(final String name) {
        return directory.resolve(name).toString();
    }

    private int checkpoint(final String... further) {
        final List<String> arguments = new ArrayList<>(List.of("checkpoint", "--quiet"));
        arguments.addAll(SMALL);
        arguments.addAll(List.of(further));
        return execute(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeAChainOfCheckpointsThatRestoreAndVerify(final CheckpointKind kind) {
        assertEquals(0, checkpoint("-o", path("a.image"), "--count", "3", "--kind", kind.toString(), "--json"), err());
        final JsonNode taken = JsonMapper.shared().readTree(out());
        assertEquals(3, taken.get("checkpoints").size());
        long operations = 0;
        for (final JsonNode checkpoint : taken.get("checkpoints")) {
            assertTrue(checkpoint.get("verified").asBoolean(), out());
            assertTrue(checkpoint.get("operations").asLong() >= operations, out());
            operations = checkpoint.get("operations").asLong();
        }
        assertTrue(taken.get("guest").get("verified").asBoolean(), out());
        assertTrue(taken.get("guest").get("operations").asLong() >= operations, out());
        assertEquals("a.image.1", taken.get("checkpoints").get(2).get("parent").asString());
        out.reset();
        assertEquals(0, execute("restore", path("a.image.2"), "--for", "50ms", "--json"), err());
        final JsonNode restored = JsonMapper.shared().readTree(out());
        assertTrue(restored.get("verified").asBoolean(), out());
        assertTrue(restored.get("operations").asLong() >= operations, out());
        assertTrue(restored.get("stoppedAtNs").asLong() >= restored.get("guestTimeNs").asLong() + 50_000_000, out());
    }

    @Test
    void shouldGoOnFromAParentAndWriteWhatHasChangedSince() {
        assertEquals(0, checkpoint("-o", path("a.image")), err());
        assertEquals(0,
                execute("checkpoint", "-q", "-o", path("b.image"), "--parent", path("a.image"), "--after", "50ms",
                        "--every", "20ms"),
                err());
        out.reset();
        assertEquals(0, execute("image", "inspect", path("b.image"), "--json"), err());
        final JsonNode inspected = JsonMapper.shared().readTree(out());
        final JsonNode newest = inspected.get("chain").get(0);
        final JsonNode oldest = inspected.get("chain").get(1);
        assertEquals(oldest.get("id").asString(), newest.get("parentId").asString());
        assertTrue(newest.get("guestTimeNs").asLong() > oldest.get("guestTimeNs").asLong(), out());
        assertTrue(newest.get("storedPages").asLong() < 1_024, out());
        assertEquals(0, execute("restore", path("b.image"), "--for", "10ms", "-q"), err());
        assertTrue(out().contains("\nverified: 1024 pages are the same after "), out());
        assertEquals("", err());
    }

    @Test
    void shouldInspectVerifyMergeAndPrune() {
        assertEquals(0, checkpoint("-o", path("a.image"), "--count", "3"), err());
        out.reset();
        assertEquals(0, execute("image", "inspect", path("a.image.2")), err());
        assertTrue(out().startsWith("guest   workload=kv(mix=a);rate=20000/s;"), out());
        assertTrue(out().contains("\nmemory  4 MiB, 1,024 pages of 4 KiB\nvCPUs   2, execution state of "), out());
        out.reset();
        assertEquals(0, execute("image", "verify", path("a.image.2")), err());
        assertEquals(3, out().lines().filter(line -> line.endsWith(" are as they were written")).count(), out());
        out.reset();
        assertEquals(0, execute("image", "merge", path("a.image.1"), "-o", path("merged.image")), err());
        assertTrue(out().startsWith("wrote " + path("merged.image") + ": 1,024 pages, "), out());
        out.reset();
        assertEquals(0, execute("image", "prune", path("a.image.2"), "--keep", "2"), err());
        assertEquals("deleted " + path("a.image") + "\n", out());
        out.reset();
        assertEquals(0, execute("image", "prune", path("a.image.2"), "--keep", "2"), err());
        assertEquals("the chain has no more than 2 images\n", out());
        assertEquals(0, execute("restore", path("a.image.2"), "--for", "10ms"), err());
        assertEquals(0, execute("restore", path("merged.image"), "--for", "10ms"), err());
        assertEquals("restoring " + path("a.image.2") + "\nrunning the guest\nverifying the guest\nrestoring "
                + path("merged.image") + "\nrunning the guest\nverifying the guest\n", err());
    }

    @Test
    void shouldRefuseADamagedImageByNameAndByte() throws IOException {
        assertEquals(0, checkpoint("-o", path("a.image")), err());
        final byte[] bytes = Files.readAllBytes(directory.resolve("a.image"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(directory.resolve("a.image"), bytes);
        for (final String[] command : new String[][]{{"image", "verify", path("a.image")},
            {"restore", "-q", path("a.image")},
            {"image", "merge", path("a.image"), "-o", path("b.image")}}) {
            assertEquals(2, execute(command));
            assertTrue(err().matches("whimbrel: .*/a.image: byte [0-9]+: page [0-9]+ does not match its checksum\n"),
                    err());
            err.reset();
        }
        assertFalse(Files.exists(directory.resolve("b.image")));
    }

    @Test
    void shouldRefuseAnImageOfAnotherVersionWhateverIsToBeDoneWithIt() throws IOException {
        assertEquals(0, checkpoint("-o", path("a.image")), err());
        makeOfAnotherVersion("a.image");
        refusedForEachUse("whimbrel: " + path("a.image") + ANOTHER_VERSION, "a.image");
    }

    private void makeOfAnotherVersion(final String name) throws IOException {
        final byte[] bytes = Files.readAllBytes(directory.resolve(name));
        bytes[20]++;
        Files.write(directory.resolve(name), bytes);
    }

    @Test
    void shouldRefuseAnImageWhoseParentCannotBeUsedWhateverIsToBeDoneWithIt() throws IOException {
        assertEquals(0, checkpoint("-o", path("a.image"), "--count", "2"), err());
        makeOfAnotherVersion("a.image");
        final String complaint = "whimbrel: the parent of " + path("a.image.1") + " cannot be used: " + path("a.image");
        refusedForEachUse(complaint + ANOTHER_VERSION, "a.image.1");
        Files.delete(directory.resolve("a.image"));
        refusedForEachUse(complaint + ": there is no such file", "a.image.1");
    }

    /** Whatever is to be done with an image, which is left as it is; nothing else is there afterwards. */
    private void refusedForEachUse(final String complaint, final String name) throws IOException {
        final List<String> before = files();
        final byte[] bytes = Files.readAllBytes(directory.resolve(name));
        out.reset();
        for (final String[] use : new String[][]{{"image", "inspect"}, {"image", "verify"}, {"image", "prune"},
            {"image", "merge", "-o", path("b.image")}, {"restore", "-q"}, {"restore", "-q", "--lazy"},
            {"checkpoint", "-q", "-o", path("b.image"), "--parent"}}) {
            refused(complaint, Stream.concat(Stream.of(use), Stream.of(path(name))).toArray(String[]::new));
        }
        assertEquals(before, files());
        assertArrayEquals(bytes, Files.readAllBytes(directory.resolve(name)));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void shouldRefuseWhatItCannotUse() throws IOException {
        Files.writeString(directory.resolve("text"), "text");
        refused("whimbrel: " + path("none") + ": there is no such file", "restore", "-q", path("none"));
        refused("whimbrel: " + path("none") + ": there is no such file", "checkpoint", "-q", "-o", path("new"),
                "--parent", path("none"));
        refused("whimbrel: " + path("text") + ": byte 0: this is not an image: it does not begin with WHIMIMAG",
                "image", "inspect", path("text"));
        refused("whimbrel: " + path("text") + " is there already; name another file", "checkpoint", "-o",
                path("text"));
        for (final String[] other : new String[][]{{"-s", "guest.memory=8MiB"}, {path("scenario.yaml")}}) {
            refused("whimbrel: --parent: what the guest is stands in " + path("a.image")
                    + "; a scenario or --set is for a guest that begins",
                    Stream.concat(Stream.of("checkpoint", "-o", path("new"), "--parent", path("a.image")),
                            Stream.of(other)).toArray(String[]::new));
        }
        refused("whimbrel: --count 0: expected 1 to 1000", "checkpoint", "-o", path("new"), "--count", "0");
        refused("whimbrel: --keep 0: at least 1 image must be kept", "image", "prune", path("text"), "--keep", "0");
        refused("whimbrel: guest.content: none is for virtual time, and this guest runs in real time; choose zero, "
                + "text or random", "checkpoint", "-q", "-o", path("new"), "-s", "guest.workload=synthetic", "-s",
                "guest.content=none");
        refused("whimbrel image: a command is missing: inspect, verify, merge, prune (see whimbrel image --help)",
                "image");
    }
}
