package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.profile.ProfileFile;
import io.whimbrel.results.model.MeasuredProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProfileCommandTest extends CommandLine {

    private static final List<String> SMALL = List.of("profile", "-s", "guest.memory=8MiB", "-s", "guest.vcpus=2", "-s",
            "guest.workload=synthetic", "-s", "guest.locality=sequential", "-s", "guest.rate=10k/s", "-s",
            "guest.content=random", "-s", "phases.warm-up=10ms", "--periods", "20ms,1s");

    @TempDir
    private Path directory;

    @Test
    void shouldMeasureWhatTheGuestDirtiesExactlyAndOnASample() throws IOException {
        final Path exactFile = directory.resolve("exact.yaml");
        final Path sampledFile = directory.resolve("sampled.yaml");
        assertEquals(0, profile("-o", exactFile.toString(), "--output-sampled", sampledFile.toString(), "--sample",
                "16384"), err());
        final MeasuredProfile exact = ProfileFile.parse("exact", Files.readString(exactFile));
        final MeasuredProfile sampled = ProfileFile.parse("sampled", Files.readString(sampledFile));
        assertEquals(2_048, exact.sampledPages());
        assertEquals(128, sampled.sampledPages(), "16384 for each GiB");
        // Two vCPUs write their halves in turn, 10000 pages a second: all 2048 are dirty long before the second is over.
        assertEquals(2_048, exact.sampledDirtyPages().getLast());
        assertEquals(128, sampled.sampledDirtyPages().getLast());
        assertEquals(0, exact.sampledZeroPages());
        assertTrue(out().startsWith("dirtied within  exact "), out());
        assertTrue(out().contains("0 of 2048 pages are zero; of 128 sampled pages 0, which stands for 0\n"), out());
        assertEquals("wrote " + exactFile + "\nwrote " + sampledFile + "\n", err());
    }

    @Test
    void shouldPrintBothAsJson() {
        assertEquals(0, profile("--json"), err());
        final JsonNode profiles = JsonMapper.shared().readTree(out());
        assertEquals(2_048, profiles.get("exact").get("sampledDirtyPages").get(1).asInt());
        assertEquals(4, profiles.get("sampled").get("sampledPages").asInt(), "512 for each GiB");
        assertTrue(profiles.get("sampled").get("periodsMs").get(1).asDouble() >= 1_000, out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--periods=1s,500ms  | --periods 500ms: expected periods above 0, each longer than the one before",
        "--periods=0         | --periods 0: expected periods above 0, each longer than the one before",
        "--periods=12        | --periods 12: '12' is not a duration such as 300ms; units are h, min, ms, ns, s, us",
        "--sample=100        | --sample 100: expected 128 to 16384 pages for each GiB"})
    void shouldRefuseWhatItCannotMeasure(final String option, final String message) {
        assertEquals(2, execute("profile", option));
        assertEquals("whimbrel: " + message + "\n", err());
        assertEquals("", out());
    }

    private int profile(final String... further) {
        final List<String> arguments = new ArrayList<>(SMALL);
        arguments.addAll(List.of(further));
        return execute(arguments.toArray(String[]::new));
    }
}
