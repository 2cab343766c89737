package io.whimbrel.engine.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class FaultLogTest {

    private final FaultLog log = new FaultLog();

    @Test
    void shouldKnowOfNoFaultBeforeTheFirst() {
        assertNull(log.longest());
    }

    @Test
    void shouldKeepTheLongestFaultStageByStage() {
        log.answered(7, 1_000, 1_010, 1_030, 1_060, 1_065, 1_072);
        log.answered(8, 2_000, 2_100, 2_120, 2_150, 2_160, 2_161);
        log.answered(9, 3_000, 3_001, 3_002, 3_003, 3_004, 3_005);
        assertEquals(new Fault(8, 1_000, 161, 100, 20, 30, 10, 1, false), log.longest());
    }

    @Test
    void shouldSayWhenTheLongestWasForAPageUnderWay() {
        log.answered(7, 1_000, 1_010, 1_030, 1_060, 1_065, 1_072);
        log.overtaken(8, 5_000, 9_000);
        assertEquals(new Fault(8, 4_000, 4_000, 0, 0, 0, 0, 0, true), log.longest());
        assertEquals(1, log.overtaken());
    }

    /** The stages lie on two machines: where their clocks disagree, no stage is negative. */
    @Test
    void shouldCountAStageThatTheClocksMakeNegativeAsNothing() {
        log.answered(7, 1_000, 990, 1_030, 1_060, 1_065, 1_072);
        assertEquals(new Fault(7, 0, 72, 0, 40, 30, 5, 7, false), log.longest());
    }
}
