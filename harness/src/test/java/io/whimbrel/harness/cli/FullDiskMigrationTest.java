package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.results.file.RunDirectory;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Guests that are to go as an image for which one side has no room: they run on where they are. */
@Timeout(120)
class FullDiskMigrationTest {

    private static final Pattern CANNOT_WRITE = Pattern.compile("cannot write (/.+/guest-0\\.image): .+");

    @TempDir
    private Path directory;

    /** What there is too little of: half of what an image takes. */
    private enum Lack {
        /** An image fails as soon as it is begun. */
        FILE_LENGTH {
            @Override
            List<String> launcher() {
                assumeTrue(Shortage.hasShell(), "there is no shell that could limit files");
                return Shortage.ofFileLength(4_096);
            }
        },
        /** An image fails in the middle. */
        DISK {
            @Override
            List<String> launcher() throws IOException, InterruptedException {
                assumeTrue(ScratchDirectory.usualPlace().equals(ScratchDirectory.SHARED_MEMORY) && Shortage.canMount(),
                        "this machine allows no mounts where images are kept");
                return Shortage.ofDisk(ScratchDirectory.SHARED_MEMORY, "2m");
            }
        };

        abstract List<String> launcher() throws IOException, InterruptedException;
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepAGuestThatCannotBeSuspendedHere(final Lack lack) throws IOException, InterruptedException {
        final List<String> launcher = lack.launcher();
        try (CommandProcess receive = CommandProcess.start(arguments("warm", "receive"));
                CommandProcess send = CommandProcess.start(launcher,
                        arguments("warm", "send", "--to", receive.address()))) {
            requireKept("", send);
            requireEnded("the source ended the migration: ", receive);
        }
    }

    @ParameterizedTest
    @CsvSource({"warm, FILE_LENGTH", "warm, DISK", "cold, FILE_LENGTH", "cold, DISK"})
    void shouldKeepAGuestWhoseImageCannotBeKeptThere(final String strategy, final Lack lack)
            throws IOException, InterruptedException {
        try (CommandProcess receive = CommandProcess.start(lack.launcher(), arguments(strategy, "receive"));
                CommandProcess send = CommandProcess.start(arguments(strategy, "send", "--to", receive.address()))) {
            if (lack == Lack.FILE_LENGTH) {
                requireKept("the destination refused: ", send);
                requireEnded("refused: ", receive);
            } else {
                requireKept("the destination ended the migration: ", send);
                requireEnded("", receive);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"warm, DISK", "cold, FILE_LENGTH"})
    void shouldRecordThatARunKeptItsGuest(final String strategy, final Lack lack)
            throws IOException, InterruptedException {
        final Path output = directory.resolve("run");
        try (CommandProcess run = CommandProcess.start(lack.launcher(),
                arguments(strategy, "run", "-o", output.toString()))) {
            assertEquals(ExitCode.FAILED.code(), run.exitCode(), run::toString);
            assertEquals(List.of(), run.complaints());
            assertEquals(1, run.printed().stream().filter(line -> CANNOT_WRITE.matcher(line).find()).count(),
                    run::toString);
        }
        final MigrationRecord migration = RunDirectory.read(output).variants().getFirst().repetitions().getFirst();
        assertEquals(Outcome.FAILED, migration.outcome());
        assertTrue(migration.verified(), migration::toString);
        requireNothingLeft(migration.reason());
    }

    private static List<String> arguments(final String strategy, final String... command) {
        final List<String> all = new ArrayList<>(List.of(command));
        all.add("-q");
        for (final String setting : List.of("link.transport=tcp", "migration.strategy=" + strategy,
                "migration.sync=round-snapshot", "guest.memory=4MiB", "guest.rate=2k/s", "phases.rehearsal=0ms",
                "phases.warm-up=5ms", "phases.before=5ms", "phases.after=5ms")) {
            all.addAll(List.of("--set", setting));
        }
        return all;
    }

    /** It says why in a line, and that its guest is as it should be in another. */
    private static void requireKept(final String by, final CommandProcess send) {
        assertEquals(ExitCode.FAILED.code(), send.exitCode(), send::toString);
        assertEquals(2, send.printed().size(), send::toString);
        requireNothingLeft("not migrated: " + by, send.printed().getFirst());
        assertTrue(send.printed().getLast()
                .matches("verified: 1024 pages are the same after [1-9][0-9]* operations"), send::toString);
        assertEquals(List.of(), send.complaints());
    }

    private static void requireEnded(final String by, final CommandProcess receive) {
        assertEquals(ExitCode.FAILED.code(), receive.exitCode(), receive::toString);
        assertEquals(2, receive.printed().size(), receive::toString);
        requireNothingLeft("not taken over: " + by, receive.printed().getLast());
        assertEquals(List.of(), receive.complaints());
    }

    private static void requireNothingLeft(final String beginning, final String line) {
        assertTrue(line.startsWith(beginning + "cannot write "), line);
        requireNothingLeft(line);
    }

    /** Neither the image nor the directory that was made for it. */
    private static void requireNothingLeft(final String line) {
        final Matcher said = CANNOT_WRITE.matcher(line);
        assertTrue(said.find(), line);
        assertFalse(Files.exists(Path.of(said.group(1)).getParent()), line);
    }
}
