package io.whimbrel.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void shouldTakeTheMiddleOfAnOddNumberAndTheMeanOfTheMiddleTwoOfAnEvenOne() {
        assertEquals(new Spread(1, 3, 9), Spread.of(List.of(9, 1, 3)));
        assertEquals(new Spread(1, 4, 9), Spread.of(List.of(9, 5, 1, 3)));
    }

    @Test
    void shouldLeaveOutWhatWasNotMeasured() {
        assertEquals(new Spread(2, 2, 2), Spread.of(Arrays.asList(null, 2L, null)));
        assertNull(Spread.of(Arrays.asList(null, null)));
    }
}
