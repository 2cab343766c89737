package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.image.SnapshotKind;
import io.whimbrel.results.file.RunDirectory;
import io.whimbrel.results.record.RunJson;
import io.whimbrel.results.record.RunRecord;
import io.whimbrel.results.record.SnapshotRecord;
import io.whimbrel.results.record.SnapshotsRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class SnapshotCommandTest extends CommandLine {

    private static final List<String> SMALL = List.of("-s", "guest.memory=2MiB", "-s", "guest.vcpus=2", "-s",
            "guest.rate=40k/s");

    @TempDir
    private Path directory;

    private int snapshot(final String... further) {
        final List<String> arguments = new ArrayList<>(List.of("snapshot"));
        arguments.addAll(SMALL);
        arguments.addAll(List.of(further));
        return execute(arguments.toArray(String[]::new));
    }

    private SnapshotsRecord taken(final String... further) {
        final List<String> arguments = new ArrayList<>(List.of("--quiet", "--json"));
        arguments.addAll(List.of(further));
        assertEquals(0, snapshot(arguments.toArray(String[]::new)), err());
        assertEquals("", err());
        final SnapshotsRecord snapshots = RunJson.parse(out()).snapshots();
        assertTrue(snapshots.guestVerified(), out());
        for (final SnapshotRecord one : snapshots.taken()) {
            assertTrue(one.verified() && one.pauseNs() > 0 && one.durationNs() >= one.pauseNs(), one::toString);
        }
        return snapshots;
    }

    @Test
    void shouldVerifyAHundredSnapshotsAndGoBackToEachUnderLoad() {
        final List<SnapshotRecord> snapshots = taken("-n", "100", "--every", "5ms", "--rollback").taken();
        assertEquals(100, snapshots.size());
        long guestTimeNs = 0;
        long restored = 0;
        for (final SnapshotRecord one : snapshots) {
            // The guest goes on from the instant to which it was brought back.
            assertTrue(one.guestTimeNs() > guestTimeNs, out());
            guestTimeNs = one.guestTimeNs();
            assertEquals(one.pagesWritten(), one.pagesSaved());
            assertEquals(one.pagesWritten() == 0 ? null : Double.valueOf(1), one.copiesPerPageWritten());
            restored += one.pagesRestored();
        }
        assertTrue(restored > 0, out());
    }

    @ParameterizedTest
    @EnumSource
    void shouldVerifyEveryKindWithAndWithoutGoingBack(final SnapshotKind kind) {
        for (final boolean rollBack : new boolean[]{false, true}) {
            out.reset();
            final List<String> further = new ArrayList<>(List.of("-n", "3", "--every", "10ms", "--kind",
                    kind.toString()));
            if (rollBack) {
                further.add("--rollback");
            }
            final SnapshotsRecord snapshots = taken(further.toArray(String[]::new));
            assertEquals(kind.toString(), snapshots.kind());
            assertEquals(10_000_000, snapshots.everyNs());
            for (final SnapshotRecord one : snapshots.taken()) {
                assertEquals(rollBack, one.rollBackNs() != null, out());
                assertEquals(kind == SnapshotKind.COPIED, one.copyNs() != null, out());
                assertEquals(kind != SnapshotKind.FULL, one.pagesWritten() != null, out());
                assertTrue(kind == SnapshotKind.VIRTUAL || one.pagesCopied() > 0, out());
                assertTrue(one.memoryHeldBytes() >= one.pagesCopied() * 4096, out());
            }
        }
    }

    @Test
    void shouldPrintATable() {
        assertEquals(0, snapshot("-n", "2", "--every", "10ms"), err());
        assertEquals("starting the guest\ntaking snapshot 1 of 2\ntaking snapshot 2 of 2\nverifying the guest\n",
                err());
        assertTrue(out().matches("(?s)snapshot +pause +lasted .*\n1 .* yes\n2 .* yes\nmedian .* 2/2\n +[0-9].*\n\n"
                + "the guest at its end: verified: 512 pages are the same after [0-9]+ operations\n"), out());
    }

    @Test
    void shouldKeepItsRecordAndALineForEach() throws IOException {
        final Path run = directory.resolve("run");
        assertEquals(0, snapshot("-q", "-n", "2", "--every", "10ms", "-o", run.toString()), err());
        assertTrue(out().endsWith("\nwrote " + run + "\n"), out());
        final RunRecord record = RunDirectory.read(run);
        assertTrue(record.complete());
        assertEquals(List.of(), record.variants());
        assertEquals("2MiB", ((Map<?, ?>) record.scenario().get("guest")).get("memory"));
        assertEquals(2, record.snapshots().taken().size());
        assertEquals(3, Files.readAllLines(run.resolve(RunDirectory.SUMMARY)).size());
    }

    @Test
    void shouldRefuseADirectoryWithAnEarlierRunBeforeAnythingStarts() throws IOException {
        Files.writeString(directory.resolve(RunDirectory.RUN), "{}");
        refused("whimbrel: " + directory + " holds a run already; name another directory", "snapshot", "-o",
                directory.toString());
    }

    @Test
    void shouldLeaveNothingBehindWhenTheGuestIsRefused() {
        final Path run = directory.resolve("run");
        refused("whimbrel: guest.content: none is for virtual time, and this guest runs in real time; choose zero, text "
                + "or random", "snapshot", "-q", "-o", run.toString(), "-s", "guest.workload=synthetic", "-s",
                "guest.content=none");
        assertTrue(Files.notExists(run));
    }

    @Test
    void shouldRefuseWhatItCannotUse() {
        refused("whimbrel: --count 0: expected 1 to 1000", "snapshot", "-n", "0");
        refused("whimbrel snapshot: Invalid value for option '--kind': expected one of [FULL, full, VIRTUAL, "
                + "virtual, COPIED, copied] (case-sensitive) but was 'half' (see whimbrel snapshot --help)", "snapshot",
                "--kind", "half");
    }
}
