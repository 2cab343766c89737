package io.whimbrel.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.Samples;
import io.whimbrel.results.record.VariantRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StealTest {

    private static VariantRecord variant(final String label, final Long... stolenNs) {
        final List<MigrationRecord> repetitions = Arrays.stream(stolenNs)
                .map(ns -> Samples.migration(label, 1).withStolenCpu(ns)).toList();
        return new VariantRecord(label, Map.of(), repetitions);
    }

    @Test
    void shouldTellTheMiddleAndWhereItWasMost() {
        assertEquals(
                Optional.of(
                        "the hypervisor gave processor time to others (steal): median 30 ms, most 240 ms, in precopy,"
                                + " repetition 2"),
                Steal.of(List.of(variant("cold", 0L, null), variant("precopy", 30_000_000L, 240_000_000L))));
    }

    @Test
    void shouldSayNothingWhereNobodyHadATick() {
        assertEquals(Optional.empty(), Steal.of(List.of(variant("cold", 0L, 0L))));
    }

    @Test
    void shouldTellOfASingleTick() {
        assertEquals(
                Optional.of("the hypervisor gave processor time to others (steal): median 5 ms, most 10 ms, in cold,"
                        + " repetition 1"),
                Steal.of(List.of(variant("cold", 10_000_000L, 0L))));
    }

    @Test
    void shouldSayNothingWhereNothingIsKnown() {
        assertEquals(Optional.empty(), Steal.of(List.of(variant("cold", null, null))));
    }
}
