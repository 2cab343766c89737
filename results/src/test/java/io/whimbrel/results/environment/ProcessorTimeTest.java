package io.whimbrel.results.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorTimeTest {

    private static final ProcessorTime THEN = new ProcessorTime(1_000, 100);

    @Test
    void shouldTellTheTimeStolenBetweenTwoReadings() {
        assertEquals(1_000_000_000, ProcessorTime.stolenNs(THEN, new ProcessorTime(1_400, 200)));
        assertEquals(0, ProcessorTime.stolenNs(THEN, THEN));
    }

    @Test
    void shouldTellTheShareSinceTheMachineWasStarted() {
        assertEquals(0.1, THEN.stolenShare());
        assertEquals(0, new ProcessorTime(0, 0).stolenShare());
    }

    @Test
    void shouldNotGoBelowNothingWhenAProcessorWasTakenOffLine() {
        assertEquals(0, ProcessorTime.stolenNs(THEN, new ProcessorTime(1_400, 90)));
    }

    @Test
    void shouldTellNothingWithoutTwoReadings() {
        assertNull(ProcessorTime.stolenNs(null, THEN));
        assertNull(ProcessorTime.stolenNs(THEN, null));
    }

    @Test
    void shouldLeaveOutTheTimeOfGuestsWhichIsInTheFirstColumnsAlready() {
        assertEquals(new ProcessorTime(36, 8), ProcessorTime.of("1 2 3 4 5 6 7 8 50 60"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "1 2 3 4 5 6 7", "1 2 3 4 5 6 7 eight"})
    void shouldTakeAKernelThatDoesNotTellForOne(final String columns) {
        assertNull(ProcessorTime.of(columns));
    }
}
