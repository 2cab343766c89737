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

    private static VariantRecord variant(final String label, final Double... shares) {
        final List<MigrationRecord> repetitions = Arrays.stream(shares)
                .map(share -> Samples.migration(label, 1).withStolenCpu(share)).toList();
        return new VariantRecord(label, Map.of(), repetitions);
    }

    @Test
    void shouldTellTheMiddleAndWhereItWasMost() {
        assertEquals(
                Optional.of("the hypervisor gave processor time to others (steal): median 3 %, most 24 %, in precopy,"
                        + " repetition 2"),
                Steal.of(List.of(variant("cold", 0.0, null), variant("precopy", 0.03, 0.24))));
    }

    @Test
    void shouldSayNothingOfWhatMovesNoFigure() {
        assertEquals(Optional.empty(), Steal.of(List.of(variant("cold", 0.0, 0.009))));
    }

    @Test
    void shouldSayNothingWhereNothingIsKnown() {
        assertEquals(Optional.empty(), Steal.of(List.of(variant("cold", null, null))));
    }
}
