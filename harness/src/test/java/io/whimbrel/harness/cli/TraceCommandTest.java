package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class TraceCommandTest extends CommandLine {

    @TempDir
    private Path directory;

    @TempDir
    private static Path shared;

    @BeforeAll
    static void shouldRecordOnceForAll() {
        final TraceCommandTest test = new TraceCommandTest();
        test.directory = shared;
        assertEquals(0, test.record("-o", test.path("whole")), test.err());
    }

    private String path(final String name) {
        return directory.resolve(name).toString();
    }

    private int record(final String... further) {
        return command("trace record --duration 200ms -s guest.memory=4MiB -s guest.rate=5k/s -s guest.vcpus=2",
                further);
    }

    @Test
    void shouldRecordAndTellWhatItCost() {
        assertEquals(0, record("-o", path("a.trace")), err());
        assertTrue(out().matches("recorded 1,000 operations, [0-9,]+ accesses in 200 ms of guest time\n"
                + "cost: [0-9.]+ ns per access, [0-9.]+ ns when not recorded; [0-9.]+ B per access in the file\n"
                + "wrote .*/a.trace, [0-9.]+ KiB, digest [0-9a-f]{16}\n"), out());
        assertEquals("", err());
    }

    @Test
    void shouldTellAsJsonWhatItCost() {
        assertEquals(0, record("-o", path("a.trace"), "--json"), err());
        final JsonNode cost = JsonMapper.shared().readTree(out());
        assertEquals(1_000, cost.get("operations").asLong());
        assertTrue(cost.get("recordedNsPerAccess").asDouble() > 0, out());
        assertEquals((double) cost.get("fileBytes").asLong() / cost.get("accesses").asLong(),
                cost.get("bytesPerAccess").asDouble());
    }

    @Test
    void shouldRecordTheSameBytesAgain() throws IOException {
        assertEquals(0, record("-o", path("a.trace")), err());
        assertEquals(0, record("-o", path("b.trace")), err());
        assertEquals(-1, Files.mismatch(directory.resolve("a.trace"), directory.resolve("b.trace")));
        assertEquals(0, record("-o", path("c.trace"), "-s", "guest.seed=2"), err());
        assertTrue(Files.mismatch(directory.resolve("a.trace"), directory.resolve("c.trace")) >= 0);
    }

    @Test
    void shouldRecordNothingInADryRun() {
        assertEquals(0, record("-o", path("a.trace"), "--dry-run"), err());
        assertTrue(out().contains("  memory: 4MiB\n"), out());
        assertFalse(Files.exists(directory.resolve("a.trace")));
    }

    @Test
    void shouldMigrateAGuestThatReplaysATraceAndProveIt() {
        assertEquals(0, record("-o", path("a.trace")), err());
        assertEquals(0, command(
                "run --in-process -s guest.memory=8MiB -s guest.vcpus=2 -s phases.rehearsal=0 -s phases.warm-up=50ms "
                        + "-s phases.before=50ms -s phases.after=50ms -s matrix.migration.strategy=[stop-and-copy,precopy]",
                "-o", path("run"), "-s", "guest.workload=trace(file=" + path("a.trace") + ", warp=0.5)"), err());
        assertTrue(out().lines().anyMatch(line -> line.matches("precopy .* yes")), out());
        assertTrue(out().lines().anyMatch(line -> line.matches("stop-and-copy .* yes")), out());
    }

    @Test
    void shouldTellWhatATraceIsLike() {
        assertEquals(0, record("-o", path("a.trace")), err());
        out.reset();
        assertEquals(0, command("trace info --windows 10ms,100ms", path("a.trace")), err());
        assertTrue(out().startsWith("guest     1,024 pages of 4 KiB, 2 vCPUs\nwhat ran  workload=kv(mix=a);"), out());
        assertTrue(out().lines().anyMatch(line -> line.matches("100 ms +[0-9.]+ +[0-9.]+ +8")), out());
        out.reset();
        assertEquals(0, command("trace info --json", path("a.trace")), err());
        final JsonNode info = JsonMapper.shared().readTree(out());
        assertEquals(1024, info.get("header").get("pages").asLong());
        assertEquals(20, info.get("rate").size());
        assertEquals(info.get("accesses").asLong(), info.get("rate").valueStream()
                .mapToLong(bucket -> bucket.get("accesses").asLong()).sum());
        assertEquals(info.get("accesses").asLong() - info.get("pagesAccessed").asLong(), info.get("reuse")
                .valueStream().mapToLong(bucket -> bucket.get("accesses").asLong()).sum());
        assertEquals(3, info.get("hotSet").size());
        assertEquals(info.get("pagesWritten").asDouble(),
                info.get("curve").get(info.get("curve").size() - 1).get("pagesWritten").asDouble());
    }

    @Test
    void shouldImportAndExport() throws IOException {
        Files.writeString(directory.resolve("lackey.txt"), "==7== Lackey\nI  04001000,3\n S 1ffe0,8\n L 2000,4\n");
        assertEquals(0, command("trace import --from lackey --page-size 8KiB --ns-per-access 25", path("lackey.txt"),
                "-o", path("a.trace")), err());
        assertTrue(out().matches("wrote .*/a.trace: 2 accesses to 2 pages of 8 KiB, [0-9]+ B, digest [0-9a-f]{16}\n"),
                out());
        out.reset();
        final String csv = "timeNs,vcpu,page,access,bytesChanged\n0,0,0,write,8\n25,0,1,read,0\n";
        assertEquals(0, command("trace export", path("a.trace")), err());
        assertEquals(csv, out());
        assertEquals(0, command("trace export", path("a.trace"), "-o", path("a.csv")), err());
        assertEquals(csv, Files.readString(directory.resolve("a.csv")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "trace                                             | whimbrel trace: a command is missing: record, info, import, export",
        "trace recrod                                      | whimbrel trace: Unmatched argument at index 1: 'recrod'; did you mean 'record'?",
        "trace record                                      | whimbrel trace record: Missing required option: '--output=FILE'",
        "trace record -o DIR/a -d 10                       | whimbrel trace record: Invalid value for option '--duration': '10' is not a duration such as 300ms; units are",
        "trace record -o DIR/a -s matrix.guest.vcpus=[1,2] | whimbrel: a trace is of one guest, and the matrix has several; set the keys",
        "trace record -o DIR/there -d 1ms                  | whimbrel: DIR/there is there already; name another file",
        "trace record -o DIR/none/a -d 1ms                 | whimbrel: DIR/none/a: there is no directory DIR/none",
        "trace record -o DIR/a -s guest.workload=trace     | whimbrel: --set guest.workload=trace: guest.workload: trace: file is missing; name one as in",
        "trace info DIR/none                               | whimbrel: DIR/none: there is no such file",
        "trace info DIR/there                              | whimbrel: DIR/there: byte 10: the file ends within the header",
        "trace info                                        | whimbrel trace info: Missing required parameter: 'FILE'",
        "trace export DIR/torn                             | whimbrel: DIR/torn: byte 5000: the trace is torn: the file ends before the block that begins at byte ",
        "trace export DIR/whole -o DIR/there               | whimbrel: DIR/there is there already; name another file",
        "trace import DIR/there -o DIR/a --from lacky      | whimbrel: --from: nothing is known of the format 'lacky'; did you mean 'lackey'?",
        "trace import DIR/there -o DIR/a --from lackey     | whimbrel: DIR/there: line 1: 'not a tra' is not an access such as ' S 1ffefff3a8,8'",
        "trace import DIR/empty -o DIR/a --from lackey     | whimbrel: DIR/empty: there is no access in it",
        "trace import DIR/empty -o DIR/a --from lackey --page-size 5000B | whimbrel: page size 5000 B is not a power of two",
        "trace import DIR/empty -o DIR/a --from lackey --ns-per-access -1 | whimbrel: --ns-per-access: -1 is less than 0"})
    void shouldRefuseInOneLineAndLeaveNothingBehind(final String arguments, final String message) throws IOException {
        Files.writeString(directory.resolve("there"), "not a tra\n");
        Files.writeString(directory.resolve("empty"), "==7== Lackey\n");
        Files.copy(shared.resolve("whole"), directory.resolve("whole"));
        Files.write(directory.resolve("torn"), Arrays.copyOf(Files.readAllBytes(directory.resolve("whole")), 5000));
        assertEquals(2, command(arguments.replace("DIR", directory.toString())), err());
        assertTrue(err().startsWith(message.replace("DIR", directory.toString())), err());
        assertEquals(1, err().lines().count(), err());
        try (var files = Files.list(directory)) {
            assertEquals(List.of("empty", "there", "torn", "whole"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private int command(final String arguments, final String... further) {
        final String[] first = arguments.split(" ");
        final String[] all = Arrays.copyOf(first, first.length + further.length);
        System.arraycopy(further, 0, all, first.length, further.length);
        return execute(all);
    }
}
