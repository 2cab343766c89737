package io.whimbrel.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.results.record.LongestFaultRecord;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.Samples;
import io.whimbrel.results.record.VariantRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LongestStallTest {

    private static final LongestFaultRecord SHORT = new LongestFaultRecord(7, 0, 90_000, 30_000L, 1_000L, 40_000L,
            2_000L, 17_000L, false);
    private static final LongestFaultRecord LONG = new LongestFaultRecord(12, 76_600_000, 19_700_000, 9_100_000L,
            4_800L, 10_200_000L, 3_000L, 392_200L, false);
    private static final LongestFaultRecord OVERTAKEN = LongestFaultRecord.overtaken(3_681, 1_000_000, 44_600_000);

    private static Optional<String> of(final MigrationRecord... repetitions) {
        return LongestStall.of(new VariantRecord("postcopy", Map.of(), List.of(repetitions)));
    }

    @Test
    void shouldTakeTheLongestOfAllRepetitionsApart() {
        assertEquals(Optional.of("postcopy: longest stall 19.7 ms, for page 12, 76.6 ms after the first:"
                + " request 9.10 ms, queue 4.80 us, transfer 10.2 ms, apply 3 us, wake 392 us"),
                of(Samples.postcopy(SHORT), Samples.postcopy(LONG), Samples.migration("postcopy", 1)));
    }

    @Test
    void shouldSayThatThePageCameByThePush() {
        assertEquals(Optional.of("postcopy: longest stall 44.6 ms, for page 3681, 1 ms after the first:"
                + " it came by the push, not as the answer"), of(Samples.postcopy(OVERTAKEN)));
    }

    @Test
    void shouldSayNothingWhereNobodyWaited() {
        assertEquals(Optional.empty(), of(Samples.migration("precopy", 1)));
    }
}
