package io.whimbrel.jmh.ratio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RatiosTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private int run(final String... args) {
        return Ratios.run(List.of(args), new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String file(final String... entries) throws IOException {
        return Files.writeString(directory.resolve("jmh.json"), "[" + String.join(",", entries) + "]").toString();
    }

    private static String entry(final String benchmark, final String params, final String raw,
            final String secondary) {
        return "{\"benchmark\":\"io.whimbrel.jmh.some." + benchmark + "\",\"params\":{" + params
                + "},\"primaryMetric\":{\"score\":1,\"scoreUnit\":\"ns/op\",\"rawData\":" + raw
                + "},\"secondaryMetrics\":{" + secondary + "}}";
    }

    private static String counter(final String name, final String raw) {
        return "\"" + name + "\":{\"score\":999,\"scoreError\":\"NaN\",\"scoreUnit\":\"#\",\"rawData\":" + raw + "}";
    }

    private String verdict(final String target) {
        return out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith(target)).findFirst()
                .orElseThrow().replaceAll(".*  ", "");
    }

    @Test
    void shouldTakeTheMarkFromTheBatchesBesideIt() throws IOException {
        final String where = "\"memoryMiB\":\"16\",\"tracker\":\"epoch\"";
        final String dirty = entry("MarkBenchmark.writeToDirtyPage", where, "[[9]]",
                counter("barrierNs", "[[1,1.4],[100]]"));
        final String clean = entry("MarkBenchmark.writeToCleanPage", where, "[[9]]", counter("barrierNs", "[[10.1]]"));
        assertEquals(1, run(file(dirty, clean)), "one target is missed");
        assertEquals("reached", verdict("mark a dirty page, over the bare write (epoch, 16 MiB)"));
        assertEquals("MISSED", verdict("mark a clean page, over the bare write (epoch, 16 MiB)"));
        assertEquals("not measured", verdict("mark a dirty page, over the bare write (handshake, 16 MiB)"));
    }

    @Test
    void shouldHoldTheWorstCaseAgainstTheTarget() throws IOException {
        final String here = entry("CollectBenchmark.dirty",
                "\"memoryGiB\":\"1\",\"tracker\":\"epoch\",\"pendingPages\":\"0\"", "[[100]]", "");
        final String there = entry("CollectBenchmark.dirty",
                "\"memoryGiB\":\"1\",\"tracker\":\"epoch\",\"pendingPages\":\"1\"", "[[20001]]", "");
        assertEquals(1, run(file(here, there)));
        assertEquals("MISSED", verdict("collect 1 GiB, 1 % dirty (epoch)"));
    }

    @Test
    void shouldCompareTransfersByTheirMediansAndNotBySums() throws IOException {
        final String counters = counter("whimbrelPagesPerSecond", "[[85,85,10]]") + ","
                + counter("barePagesPerSecond", "[[100,500,100]]");
        assertEquals(0,
                run(file(entry("TransferBenchmark.bothWays", "\"transport\":\"aeron-udp\",\"placement\":\"APART\"",
                        "[[1]]", counters))));
        assertEquals("reached", verdict("pages to another process, over bare Aeron (aeron-udp, APART)"));
    }

    @Test
    void shouldCompareFaultsWithRequestsOnTheSameTransport() throws IOException {
        final String udp = entry("DemandFaultBenchmark.bothWays", "\"transport\":\"aeron-udp\",\"placement\":\"APART\"",
                "[[1]]",
                String.join(",", counter("faultP50Ns", "[[15,14,99]]"), counter("requestP50Ns", "[[10,10,10]]"),
                        counter("faultP99Ns", "[[31]]"), counter("requestP99Ns", "[[10]]"),
                        counter("pushMiBPerSecond", "[[180]]"), counter("barePushMiBPerSecond", "[[200]]"),
                        counter("wakeP50Ns", "[[50001]]")));
        assertEquals(1, run(file(udp)));
        assertEquals("reached", verdict("demand fault under push, median over bare Aeron's (aeron-udp, APART)"));
        assertEquals("MISSED", verdict("demand fault under push, p99 over bare Aeron's (aeron-udp, APART)"));
        assertEquals("MISSED", verdict("a vCPU runs on after its page is there, median (aeron-udp, APART)"));
        assertEquals("reached", verdict("push beside the faults, over that beside bare Aeron's (aeron-udp, APART)"));
        assertEquals("not measured", verdict("demand fault under push, median over bare Aeron's (aeron-ipc, APART)"));
    }

    @Test
    void shouldHoldImagesAgainstTheBareCopyAndPausesAgainstTheirLimit() throws IOException {
        final String written = entry("ImageBenchmark.checkpoint", "", "[[10]]", "");
        final String bareWrite = entry("ImageBenchmark.bareWrite", "", "[[7]]", "");
        final String read = entry("ImageBenchmark.restore", "", "[[10]]", "");
        final String bareRead = entry("ImageBenchmark.bareRead", "", "[[6.9]]", "");
        final String pause = entry("PauseBenchmark.virtual", "\"memoryMiB\":\"4096\"", "[[2001]]", "");
        assertEquals(1, run(file(written, bareWrite, read, bareRead, pause)));
        assertEquals("reached", verdict("checkpoint to or from memory, over a bare copy of the same bytes"));
        assertEquals("MISSED", verdict("restore to or from memory, over a bare copy of the same bytes"));
        assertEquals("MISSED", verdict("pause of a virtual snapshot of 4096 MiB"));
        assertEquals("not measured", verdict("pause of a virtual snapshot of 256 MiB"));
    }

    @Test
    void shouldTakeABarrierFromTheBatchesBesideIt() throws IOException {
        final String where = "\"memoryMiB\":\"16\"";
        assertEquals(1, run(file(entry("PresenceBenchmark.read", where, "[[3]]", counter("barrierNs", "[[1.4]]")),
                entry("CopyOnWriteBenchmark.writeToSavedPage", where, "[[5]]", counter("barrierNs", "[[1.6]]")))));
        assertEquals("reached", verdict("read a present page, over the bare read (16 MiB)"));
        assertEquals("MISSED", verdict("write a saved page, over the bare write (16 MiB)"));
    }

    @Test
    void shouldWriteBothFilesOfABaseline() throws IOException {
        final String input = file(entry("IdleDowntimeBenchmark.migrate", "\"transport\":\"aeron-ipc\"", "[[1]]",
                counter("downtimeNs", "[[2000000,2500000,9000000]]")));
        assertEquals(0, run(input, "-o", directory.resolve("base").toString(), "-c", "the command"));
        final String markdown = Files.readString(directory.resolve("base.md"));
        assertTrue(markdown.contains("the command") && markdown.contains("2.500"), markdown);
        final JsonNode json = JsonMapper.builder().build()
                .readTree(Files.readAllBytes(directory.resolve("base.json")));
        assertEquals("the command", json.path("command").asString());
        assertEquals(2, json.path("figures").size(), "the primary metric and the counter");
        assertTrue(json.path("environment").path("cores").asInt() > 0);
    }

    @Test
    void shouldRefuseWhatJmhHasNotWritten() throws IOException {
        final Path file = Files.writeString(directory.resolve("other.json"), "{}");
        assertEquals(2, run(file.toString()));
        assertEquals(1, err.toString(StandardCharsets.UTF_8).lines().count());
        assertEquals(2, run(directory.resolve("absent.json").toString()));
        assertEquals(2, run());
    }
}
