package io.whimbrel.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.results.record.LongestFaultRecord;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.Outcome;
import io.whimbrel.results.record.Samples;
import io.whimbrel.results.record.VariantRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {

    @Test
    void shouldPrintMediansAndBeneathThemTheEnds() {
        final Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertEquals(
                    """
                            strategy                   total  downtime    regret   perceived              before            during             after  sent  amplif.  rounds  verified
                                                           s        ms        ms          ms    p50/p99/p99.9 ms  p50/p99/p99.9 ms  p50/p99/p99.9 ms   MiB
                            stop-and-copy               1.36      41.5      11.5        42.1  0.0041/0.031/0.412    0.0052/38/41.9  0.004/0.029/0.38   264     1.03       2       yes
                            precopy, "peek-skip"        2.04      62.2      17.2        63.2  0.0041/0.031/0.412    0.0052/38/41.9  0.004/0.029/0.38   264     1.03       2       2/3
                                                  1.36..2.72  41.5..83  11.5..23  42.1..84.2

                            precopy, "peek-skip", repetition 3: failed: the destination fell silent for 1 s
                            """,
                    new ComparisonTable(Samples.variants()).text());
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void shouldPrintMarkdown() {
        final VariantRecord one = Samples.variants().getFirst();
        assertEquals(
                """
                        | strategy      | total [s] | downtime [ms] | regret [ms] | perceived [ms] | before [p50/p99/p99.9 ms] | during [p50/p99/p99.9 ms] | after [p50/p99/p99.9 ms] | sent [MiB] | amplif. | rounds | verified |
                        | ------------- | --------: | ------------: | ----------: | -------------: | ------------------------: | ------------------------: | -----------------------: | ---------: | ------: | -----: | -------: |
                        | stop-and-copy |      1.36 |          41.5 |        11.5 |           42.1 |        0.0041/0.031/0.412 |            0.0052/38/41.9 |         0.004/0.029/0.38 |        264 |    1.03 |      2 |      yes |
                        """,
                new ComparisonTable(List.of(one)).markdown());
    }

    @Test
    void shouldLeaveOutTheNumbersOfMigrationsThatWereNotProved() {
        final VariantRecord some = new VariantRecord("precopy", Map.of(),
                List.of(Samples.migration("precopy", 1), Samples.unverified("precopy", 7)));
        final VariantRecord none = new VariantRecord("cold", Map.of(), List.of(Samples.unverified("cold", 7)));
        assertEquals(
                """
                        strategy  total  downtime  regret  perceived              before            during             after  sent  amplif.  rounds  verified
                                      s        ms      ms         ms    p50/p99/p99.9 ms  p50/p99/p99.9 ms  p50/p99/p99.9 ms   MiB
                        precopy    1.36      41.5    11.5       42.1  0.0041/0.031/0.412    0.0052/38/41.9  0.004/0.029/0.38   264     1.03       2       1/2
                        cold          -         -       -          -               -/-/-             -/-/-             -/-/-     -        -       -        NO

                        precopy, repetition 2: NOT VERIFIED: page 3 differs
                        cold, repetition 1: NOT VERIFIED: page 3 differs
                        """,
                new ComparisonTable(List.of(some, none)).text());
    }

    @Test
    void shouldPrintBeneathItWhatTheAbsenceOfPagesCost() {
        final LongestFaultRecord fault = new LongestFaultRecord(12, 76_600_000, 19_600_000, 9_100_000L, 4_800L,
                10_200_000L, 3_000L, 292_200L, false);
        assertEquals(
                """
                        strategy  total  downtime  regret  perceived              before            during             after  sent  amplif.  rounds  verified
                                      s        ms      ms         ms    p50/p99/p99.9 ms  p50/p99/p99.9 ms  p50/p99/p99.9 ms   MiB
                        precopy    1.36      41.5    11.5       42.1  0.0041/0.031/0.412    0.0052/38/41.9  0.004/0.029/0.38   264     1.03       2       yes
                        postcopy   1.36      41.5    14.7       42.1  0.0041/0.031/0.412    0.0052/38/41.9  0.004/0.029/0.38   264     1.03       2       yes

                        strategy  faults  share  avoided             fault     request       queue    transfer       apply        wake  stalled  responsive  coverage  accuracy  in time
                                              %           p50/p99/p99.9 ms  p50/p99 ms  p50/p99 us  p50/p99 ms  p50/p99 us  p50/p99 us       ms          ms         %         %        %
                        postcopy       1   12.5        5    19.6/19.6/19.6     9.1/9.1     4.8/4.8   10.2/10.2         3/3     292/292     19.6         100      87.5        10      100

                        postcopy: longest stall 19.6 ms, for page 12, 76.6 ms after the first: request 9.10 ms, queue 4.80 us, transfer 10.2 ms, apply 3 us, wake 292 us
                        """,
                new ComparisonTable(List.of(
                        new VariantRecord("precopy", Map.of(), List.of(Samples.migration("precopy", 1))),
                        new VariantRecord("postcopy", Map.of(), List.of(Samples.postcopy(fault))))).text());
    }

    @Test
    void shouldLeaveOutColumnsOfWhichThereIsNothingToShow() {
        final VariantRecord hybrid = new VariantRecord("hybrid", Map.of(),
                List.of(Samples.postcopy(LongestFaultRecord.overtaken(7, 0, 2_000_000)),
                        Samples.postcopy(LongestFaultRecord.overtaken(8, 0, 4_000_000))));
        final List<String> lines = new ComparisonTable(List.of(hybrid)).text().lines().toList();
        assertEquals(List.of(
                "strategy  faults  share  avoided             fault  stalled  responsive  coverage  accuracy  in time",
                "                      %           p50/p99/p99.9 ms       ms          ms         %         %        %",
                "hybrid         1   12.5        5             3/3/3        3         100      87.5        10      100",
                "                                                       2..4"),
                lines.subList(5, 9));
    }

    @Test
    void shouldSayWhereSomebodyHadTheGuestPaused() {
        final VariantRecord interfered = new VariantRecord("precopy", Map.of(),
                List.of(Samples.migration("precopy", 1), Samples.ordered("precopy")));
        assertEquals(List.of("precopy, repetition 2: the guest was paused by an order, not when the strategy saw fit"),
                new ComparisonTable(List.of(interfered)).text().lines().skip(5).toList());
    }

    @Test
    void shouldPrintARunInWhichNothingWasMeasured() {
        final MigrationRecord failed = MigrationRecord.without("precopy", Outcome.CANCELLED, "asked to");
        assertEquals(
                """
                        strategy  total  downtime  regret  perceived            before            during             after  sent  amplif.  rounds  verified
                                     ns        ms      ms         ms  p50/p99/p99.9 ms  p50/p99/p99.9 ms  p50/p99/p99.9 ms     B
                        precopy       -         -       -          -             -/-/-             -/-/-             -/-/-     -        -       -        NO

                        precopy, repetition 1: cancelled: asked to
                        """,
                new ComparisonTable(List.of(new VariantRecord("precopy", Map.of(), List.of(failed)))).text());
    }
}
