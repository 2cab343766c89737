package io.whimbrel.results.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunJsonTest {

    @Test
    void shouldConformToTheSchemaAndReadBackEqual() {
        final RunRecord run = Samples.run();
        assertEquals(run, RunJson.parse(RunJson.print(run)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldConformWhereTheGuestWaitedForPages(final boolean overtaken) {
        final LongestFaultRecord fault = overtaken
                ? LongestFaultRecord.overtaken(3_681, 1_000_000, 44_600_000)
                : new LongestFaultRecord(12, 76_600_000, 19_600_000, 9_100_000L, 4_800L, 10_200_000L, 3_000L, 292_200L,
                        false);
        final RunRecord run = Samples.run(
                List.of(new VariantRecord("postcopy", Map.of(), List.of(Samples.postcopy(fault)))), null);
        assertEquals(run, RunJson.parse(RunJson.print(run)));
    }

    @Test
    void shouldConformWhereSnapshotsWereTaken() {
        final RunRecord run = Samples.run(List.of(), Samples.snapshots());
        assertEquals(run, RunJson.parse(RunJson.print(run)));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', value = {"\"kind\" : \"virtual\", \"kind\" : \"half\", kind",
        "\"pauseNs\" : 140000, \"pauseNs\" : null, pauseNs",
        "\"memoryHeldBytes\" : 4915200, \"held\" : 4915200, memoryHeldBytes",
        "\"guestVerified\" : true, \"guestVerified\" : 1, guestVerified"})
    void shouldRefuseSnapshotsThatDoNotConform(final String right, final String wrong, final String named) {
        final String json = RunJson.print(Samples.run(List.of(), Samples.snapshots())).replaceFirst(right, wrong);
        final List<String> faults = RunJson.faults(json);
        assertTrue(faults.stream().anyMatch(fault -> fault.contains(named)), faults::toString);
    }

    @Test
    void shouldNameOutcomesInLowerCase() {
        assertTrue(RunJson.print(Samples.run()).contains("\"outcome\" : \"failed\""));
        assertEquals("not-converged", Outcome.NOT_CONVERGED.text());
        assertEquals(Outcome.IN_DOUBT, Outcome.of("in-doubt"));
    }

    @Test
    void shouldNotPrintWhatFollowsFromTheRest() {
        assertTrue(!RunJson.print(Samples.run()).contains("good"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', value = {
        "\"schemaVersion\" : 1, \"schemaVersion\" : 2, schemaVersion",
        "\"pagesSent\" : 67536, \"pagesSent\" : -1, pagesSent",
        "\"pagesSent\" : 67536, \"pages\" : 67536, pages",
        "\"outcome\" : \"completed\", \"outcome\" : \"done\", outcome",
        "\"outcome\" : \"completed\", \"outcome\" : \"in-doubt\", outcome",
        "\"throttle\" : 0.0, \"throttle\" : 1.5, throttle",
        "\"startedAt\" : \"2026-11-22T13:30:00Z\", \"startedAt\" : \"yesterday\", startedAt",
        "\"cores\" : 2, \"cores\" : null, cores"})
    void shouldRefuseWhatDoesNotConform(final String right, final String wrong, final String named) {
        final String json = RunJson.print(Samples.run()).replaceFirst(right, wrong);
        final List<String> faults = RunJson.faults(json);
        assertTrue(faults.stream().anyMatch(fault -> fault.contains(named)), faults::toString);
        assertThrows(IllegalArgumentException.class, () -> RunJson.parse(json));
    }

    @Test
    void shouldSayInOneLineThatItIsNotJson() {
        final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> RunJson.parse("{ no"));
        assertTrue(e.getMessage().startsWith("not a run record: "), e::getMessage);
        assertEquals(1, e.getMessage().lines().count(), e::getMessage);
    }

    @Test
    void shouldNeverWriteARecordThatDoesNotConform() {
        final RunRecord run = Samples.run();
        final RunRecord broken = new RunRecord(run.schemaVersion(), run.whimbrelVersion(), "not a commit", false,
                run.startedAt(), run.command(), true, run.scenario(), run.environment(), run.variants(), null);
        assertThrows(IllegalStateException.class, () -> RunJson.print(broken));
    }
}
