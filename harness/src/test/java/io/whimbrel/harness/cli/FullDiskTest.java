package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whimbrel.harness.image.CheckpointKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Commands whose file the disk cannot hold: the process may make no file larger than a limit, which fails the same write
 * that a full disk does; or it has a full disk of its own, where the machine allows that.
 */
@Timeout(120)
class FullDiskTest extends CommandLine {

    /** In blocks of 512 bytes: room for a quarter of the guest, and for a trace's header. */
    private static final int QUARTER = 2_048;
    private static final int HEADER = 1;

    private static final List<String> GUEST = List.of("-s", "guest.memory=4MiB", "-s", "guest.vcpus=2", "-s",
            "guest.rate=20k/s");

    @TempDir
    private Path directory;

    @BeforeEach
    void takeCheckpoints() throws IOException {
        assumeTrue(Shortage.hasShell(), "there is no shell that could limit files");
        assertEquals(0,
                execute(with(GUEST, "checkpoint", "-q", "-o", path("a.image"), "--count", "2", "--after", "20ms",
                        "--every", "20ms").toArray(String[]::new)),
                this::err);
        assertEquals(List.of("a.image", "a.image.1"), names());
    }

    /** The length that the file is to have is too much already. */
    @ParameterizedTest
    @EnumSource
    void shouldLeaveNothingOfAnUnfinishedCheckpointAndTheGuestAsItWas(final CheckpointKind kind) throws IOException {
        requireGuest(failsToWrite("b.image", QUARTER, checkpoint(kind, "b.image")));
    }

    /** The disk is full in the middle. */
    @ParameterizedTest
    @EnumSource
    void shouldLeaveNothingOfACheckpointThatFillsTheDiskAndTheGuestAsItWas(final CheckpointKind kind)
            throws IOException, InterruptedException {
        requireGuest(failsToWriteOnDisk("b.image", "size=1m", List.of(), checkpoint(kind, "disk/b.image")));
    }

    private List<String> checkpoint(final CheckpointKind kind, final String name) {
        return with(GUEST, "checkpoint", "-q", "-o", path(name), "--after", "20ms", "--every", "20ms", "--kind",
                kind.toString());
    }

    private static void requireGuest(final String complaint) {
        assertTrue(complaint.matches(".*; the guest that ran on: verified: 1024 pages are the same after [1-9][0-9]* "
                + "operations"), complaint);
    }

    @Test
    void shouldLeaveNothingOfAnUnfinishedMerge() throws IOException {
        failsToWrite("b.image", QUARTER, List.of("image", "merge", path("a.image.1"), "-o", path("b.image")));
    }

    /** Its rehearsal writes a file that is larger. */
    @Test
    void shouldLeaveNothingOfAnUnfinishedRecordOfFaults() throws IOException, InterruptedException {
        failsToWriteOnDisk("b.trace", "size=4k", List.of("ballast"), List.of("restore", "-q", path("a.image.1"),
                "--lazy", "--for", "50ms", "--record", path("disk/b.trace")));
    }

    @Test
    void shouldLeaveNothingOfAnUnfinishedTrace() throws IOException {
        failsToWrite("b.trace", HEADER, with(GUEST, "trace", "record", "-d", "100ms", "-o", path("b.trace")));
    }

    private String failsToWrite(final String name, final int blocks, final List<String> arguments)
            throws IOException {
        final String complaint = failsToWrite(name, Shortage.ofFileLength(blocks), arguments, List.of());
        requireTheOthers();
        return complaint;
    }

    /** On a disk of its own on which others are already. */
    private String failsToWriteOnDisk(final String name, final String size, final List<String> others,
            final List<String> arguments) throws IOException, InterruptedException {
        assumeTrue(Shortage.canMount(), "this machine allows no mounts");
        final Path disk = Files.createDirectory(directory.resolve("disk"));
        final StringBuilder script = new StringBuilder("mount -t tmpfs -o " + size + " tmpfs \"$0\" && ");
        others.forEach(other -> script.append("head -c 4096 /dev/zero > \"$0/").append(other).append("\" && "));
        script.append("\"$@\"; code=$?; ls -A \"$0\"; exit $code");
        final String complaint = failsToWrite("disk/" + name,
                List.of("unshare", "-rm", Shortage.SHELL.toString(), "-c", script.toString(), disk.toString()),
                arguments, others);
        Files.delete(disk);
        requireTheOthers();
        return complaint;
    }

    /** Its complaint. */
    private String failsToWrite(final String name, final List<String> launcher, final List<String> arguments,
            final List<String> printed) {
        try (CommandProcess command = CommandProcess.start(launcher, arguments)) {
            assertEquals(1, command.exitCode(), command::toString);
            assertEquals(printed, command.printed());
            assertEquals(1, command.complaints().size(), command::toString);
            final String complaint = command.complaints().getFirst();
            assertTrue(complaint.startsWith("whimbrel: ") && complaint.contains(path(name)), complaint);
            return complaint;
        }
    }

    private void requireTheOthers() throws IOException {
        assertEquals(List.of("a.image", "a.image.1"), names());
        assertEquals(0, execute("restore", "-q", path("a.image.1"), "--for", "10ms"), this::err);
    }

    private static List<String> with(final List<String> further, final String... first) {
        return Stream.concat(Stream.of(first), further.stream()).toList();
    }

    private String path(final String name) {
        return directory.resolve(name).toString();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
