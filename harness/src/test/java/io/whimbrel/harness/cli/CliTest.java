package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CliTest extends CommandLine {

    @ParameterizedTest
    @ValueSource(strings = {"--help", "list --help", "describe --help", "doctor --help", "predict --help",
        "profile --help",
        "trace --help", "trace record --help", "restore --help", "snapshot --help"})
    void shouldDocumentExitCodesEverywhere(final String arguments) {
        assertEquals(0, execute(arguments.split(" ")));
        assertTrue(out().contains("130   interrupted"), out());
        assertEquals("", err());
    }

    @Test
    void shouldTellItsVersion() {
        assertEquals(0, execute("--version"));
        assertTrue(out().startsWith("whimbrel "), out());
        assertTrue(out().contains("JDK "), out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                    | whimbrel: a command is missing",
        "lisst                 | whimbrel: Unmatched argument at index 0: 'lisst'; did you mean 'list'?",
        "list send-ordr        | whimbrel: there are no plug-ins of kind 'send-ordr'; did you mean 'send-order'?",
        "describe zpif         | whimbrel: there is nothing called 'zpif'; did you mean 'zipf'?",
        "describe              | whimbrel describe: Missing required parameter: 'NAME'",
        "list --plugin no.jar  | whimbrel: --plugin no.jar: there is no such file"})
    void shouldRefuseInOneLineWithExitCodeTwo(final String arguments, final String message) {
        assertEquals(2, execute(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
        assertTrue(err().startsWith(message), err());
        assertEquals(1, err().lines().count(), err());
        assertEquals("", out());
    }

    @Test
    void shouldListPluginsByKind() {
        assertEquals(0, execute("list"));
        assertTrue(out().contains("dirty-sync\n  clear-at-send "), out());
        assertTrue(out().contains("  aeron-udp "), out());
    }

    @Test
    void shouldListOneKindAsJson() {
        assertEquals(0, execute("list", "dirty-sync", "--json"));
        final JsonNode kinds = JsonMapper.shared().readTree(out());
        assertEquals(3, kinds.get("dirty-sync").size());
        assertEquals(1, kinds.size());
    }

    @Test
    void shouldListTheKeysOfAScenario() {
        assertEquals(0, execute("list", "keys"));
        assertTrue(out().contains("guest.memory           256MiB                 bytes"), out());
    }

    @Test
    void shouldDescribeAPluginWithItsParameters() {
        assertEquals(0, execute("describe", "downtime-limit"));
        assertTrue(out().contains("limit      duration  300ms    0 ns to 3600 s"), out());
        assertTrue(out().contains("qemu migration/migration.c"), out());
    }

    @Test
    void shouldDescribeAKey() {
        assertEquals(0, execute("describe", "guest.page-size"));
        assertTrue(out().contains("default: 4KiB; allowed: 4 KiB to 2 MiB"), out());
    }

    @Test
    void shouldLookTheMachineOver() {
        assertEquals(0, execute("doctor", "--json"));
        final JsonNode findings = JsonMapper.shared().readTree(out());
        assertTrue(findings.valueStream().anyMatch(finding -> finding.get("subject").asString().equals("JDK")
                && finding.get("level").asString().equals("OK")), out());
    }
}
