package io.whimbrel.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.results.record.Samples;
import org.junit.jupiter.api.Test;

class SnapshotTableTest {

    @Test
    void shouldPrintARowForEachAndTheMediansBeneath() {
        assertEquals(
                """
                        snapshot       pause  lasted     written  saved  saved/written  copied        held  rolled back in    restored  verified
                                          ms      ms       pages  pages                  pages         MiB              ms       pages
                        1               0.14     201        1200   1200              1       0        4.69            11.1        1189       yes
                        2               0.28     201        2400   1200            0.5       0        9.38            11.1        2378       yes
                        3               0.56     201        4800   1200           0.25       0        18.8            11.1        4756        NO
                        median          0.28     201        2400   1200            0.5       0        9.38            11.1        2378       2/3
                                  0.14..0.56          1200..4800               0.25..1          4.69..18.8                  1189..4756

                        snapshot 3: page 3 differs
                        the guest at its end: 16384 pages equal
                        """,
                new SnapshotTable(Samples.snapshots()).text());
    }
}
