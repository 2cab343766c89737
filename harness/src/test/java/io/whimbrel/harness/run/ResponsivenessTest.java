package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponsivenessTest {

    private static final long SECOND = 1_000_000_000L;

    /** A second at 100 a window, then what is given, then two seconds at 100. */
    private static List<Long> windows(final Long... during) {
        final List<Long> all = new ArrayList<>(Collections.nCopies(10, 100L));
        all.addAll(List.of(during));
        all.addAll(Collections.nCopies(20, 100L));
        return all;
    }

    @Test
    void shouldBeNothingWhereNothingIsMissed() {
        assertEquals(0, Responsiveness.timeNs(windows(), 0, SECOND));
    }

    @Test
    void shouldNotCallASilenceShorterForWhatIsMadeUpForAfterIt() {
        assertEquals(SECOND / 2, Responsiveness.timeNs(windows(0L, 0L, 0L, 0L, 40L, 560L), 0, SECOND));
    }

    @Test
    void shouldKnowNothingOfAGuestThatNeverComesBack() {
        assertNull(Responsiveness.timeNs(windows().subList(0, 15), 0, SECOND));
        assertNull(Responsiveness.timeNs(List.of(), 0, SECOND));
    }
}
