package io.whimbrel.engine.guest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PauseGateTest {

    private final PauseGate gate = new PauseGate();

    @Test
    void shouldLetTheVcpuRunAtFirst() {
        assertTrue(gate.mayRun());
        assertFalse(gate.isPaused());
    }

    @Test
    void shouldBePausedOnlyOnceTheVcpuHasAnswered() {
        gate.requestPause();
        assertFalse(gate.isPaused());
        assertFalse(gate.mayRun());
        assertTrue(gate.isPaused());
        assertFalse(gate.mayRun());
        assertTrue(gate.isPaused());
    }

    @Test
    void shouldRunAgainAfterResume() {
        gate.requestPause();
        gate.mayRun();
        gate.resume();
        assertFalse(gate.isPaused());
        assertTrue(gate.mayRun());
    }

    @Test
    void shouldNotTakeAnEarlierAnswerForALaterOne() {
        gate.requestPause();
        gate.mayRun();
        gate.resume();
        gate.requestPause();
        assertFalse(gate.isPaused(), "the vCPU may be running still: it has not seen the second pause");
        assertFalse(gate.mayRun());
        assertTrue(gate.isPaused());
    }

    @Test
    void shouldRunOnAfterAPauseThatItNeverSaw() {
        gate.requestPause();
        gate.resume();
        assertTrue(gate.mayRun());
        assertFalse(gate.isPaused());
    }

    @Test
    void shouldTakeARepeatedRequestForTheSameOne() {
        gate.requestPause();
        gate.mayRun();
        gate.requestPause();
        assertTrue(gate.isPaused());
        gate.resume();
        gate.resume();
        assertTrue(gate.mayRun());
    }
}
