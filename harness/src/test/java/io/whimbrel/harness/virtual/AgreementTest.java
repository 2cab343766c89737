package io.whimbrel.harness.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.engine.observe.RoundRecord;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.virtual.Agreement.Quantity;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final long MIB = 1 << 20;
    private static final long MS = 1_000_000;

    private static SourceReport report(final long mib, final int rounds, final long totalMs, final long downtimeMs) {
        final RoundRecord round = new RoundRecord(1, false, 0, 1, 1, 1, 1, 0, 0, 1, 0, Long.MAX_VALUE, -1, -1);
        return new SourceReport(SourceState.COMPLETED, "", 1, 1, 2, MS, false, 2 * MS, 2 * MS, 3 * MS, 3 * MS, 3 * MS,
                MS + downtimeMs * MS, 1 + totalMs * MS, 0, 1, 1, 0, mib * MIB, Collections.nCopies(rounds, round),
                null, null);
    }

    @Test
    void shouldCompareWithTheMedianOfTheRealRuns() {
        final Agreement agreement = new Agreement("precopy",
                List.of(report(100, 2, 1000, 50), report(140, 2, 1100, 60), report(102, 2, 5000, 900)),
                report(104, 2, 1200, 90));
        assertEquals(102, agreement.real(Quantity.SENT));
        assertEquals(104.0 / 102 - 1, agreement.error(Quantity.SENT), 1e-9);
        assertEquals("102.0 (100.0..140.0) / 104.0 = +2.0 %", agreement.cell(Quantity.SENT));
        assertTrue(agreement.holds(Quantity.SENT));
        assertTrue(agreement.holds(Quantity.TOTAL), "9.1 % of 1.1 s");
        assertTrue(agreement.holds(Quantity.DOWNTIME), "no bound is asked for");
        assertTrue(agreement.holds());
    }

    @Test
    void shouldNotHoldWhereOneQuantityIsTooFarOff() {
        final List<SourceReport> real = List.of(report(100, 20, 1000, 50));
        assertFalse(new Agreement("bytes", real, report(106, 20, 1000, 50)).holds());
        assertFalse(new Agreement("rounds", real, report(100, 22, 1000, 50)).holds());
        assertFalse(new Agreement("time", real, report(100, 20, 890, 50)).holds());
        assertTrue(new Agreement("all within", real, report(96, 20, 1099, 500)).holds());
    }
}
