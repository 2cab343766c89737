package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whimbrel.harness.Main;
import io.whimbrel.harness.process.ChildProcess;
import io.whimbrel.harness.process.JavaCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands whose file the disk cannot hold: the process may make no file larger than a limit, which fails the same write
 * that a full disk does; or it has a full disk of its own, where the machine allows that.
 */
@Timeout(120)
class FullDiskTest extends CommandLine {

    private static final Path SHELL = Path.of("/bin/sh");
    /** In blocks of 512 bytes: room for a quarter of the guest, and for a trace's header. */
    private static final int QUARTER = 2_048;
    private static final int HEADER = 1;

    private static final List<String> GUEST = List.of("-s", "guest.memory=4MiB", "-s", "guest.vcpus=2", "-s",
            "guest.rate=20k/s");

    @TempDir
    private Path directory;

    @BeforeEach
    void takeCheckpoints() throws IOException {
        assumeTrue(Files.isExecutable(SHELL), "there is no " + SHELL + " that could limit files");
        assertEquals(0,
                execute(with(GUEST, "checkpoint", "-q", "-o", path("a.image"), "--count", "2", "--after", "20ms",
                        "--every", "20ms").toArray(String[]::new)),
                this::err);
        assertEquals(List.of("a.image", "a.image.1"), names());
    }

    @Test
    void shouldLeaveNothingOfAnUnfinishedCheckpoint() throws IOException {
        failsToWrite("b.image", QUARTER, with(GUEST, "checkpoint", "-q", "-o", path("b.image"), "--after", "20ms",
                "--every", "20ms"));
    }

    @Test
    void shouldLeaveNothingOfAnUnfinishedMerge() throws IOException {
        failsToWrite("b.image", QUARTER, List.of("image", "merge", path("a.image.1"), "-o", path("b.image")));
    }

    /** Its rehearsal writes a file that is larger. */
    @Test
    void shouldLeaveNothingOfAnUnfinishedRecordOfFaults() throws IOException, InterruptedException {
        assumeTrue(canMount(), "this machine allows no mounts");
        final Path disk = Files.createDirectory(directory.resolve("disk"));
        final List<String> command = new ArrayList<>(List.of("unshare", "-rm", SHELL.toString(), "-c",
                "mount -t tmpfs -o size=4k tmpfs \"$0\" && head -c 4096 /dev/zero > \"$0/ballast\" && \"$@\"; code=$?; "
                        + "ls -A \"$0\"; exit $code",
                disk.toString()));
        command.addAll(java("restore", "-q", path("a.image.1"), "--lazy", "--for", "50ms", "--record",
                path("disk/b.trace")));
        assertEquals(List.of("ballast"), failsToWrite("disk/b.trace", command));
        Files.delete(disk);
        requireTheOthers();
    }

    private static boolean canMount() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/unshare"))) {
            return false;
        }
        return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/tmp")
                .redirectError(Redirect.DISCARD).start().waitFor() == 0;
    }

    @Test
    void shouldLeaveNothingOfAnUnfinishedTrace() throws IOException {
        failsToWrite("b.trace", HEADER, with(GUEST, "trace", "record", "-d", "100ms", "-o", path("b.trace")));
    }

    private void failsToWrite(final String name, final int blocks, final List<String> arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of(SHELL.toString(), "-c", "ulimit -f " + blocks
                + "; exec \"$@\"", "sh"));
        command.addAll(java(arguments.toArray(String[]::new)));
        assertEquals(List.of(), failsToWrite(name, command));
        requireTheOthers();
    }

    private static List<String> java(final String... arguments) {
        return JavaCommand.of(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:-UsePerfData"), Main.class,
                List.of(arguments));
    }

    /** What it prints. */
    private List<String> failsToWrite(final String name, final List<String> command) {
        final List<String> printed = new ArrayList<>();
        try (ChildProcess child = ChildProcess.start("writer", command, printed::add)) {
            while (child.exitCode().isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }
            final List<String> complaints = child.lastComplaints();
            assertEquals(1, child.exitCode().getAsInt(), complaints::toString);
            assertEquals(1, complaints.size(), complaints::toString);
            assertTrue(complaints.getFirst().startsWith("whimbrel: ") && complaints.getFirst().contains(path(name)),
                    complaints::toString);
        }
        return printed;
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
