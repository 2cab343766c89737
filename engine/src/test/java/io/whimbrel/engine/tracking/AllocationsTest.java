package io.whimbrel.engine.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AllocationsTest {

    private Object kept;

    @Test
    void shouldSeeAnAllocationInEveryRepetition() {
        final long bytes = Allocations.bytesOf(1000, () -> kept = new byte[64]);
        assertTrue(bytes >= 64 * 1000, bytes + " B for " + kept);
    }

    @Test
    void shouldSeeNoneWhereThereIsNone() {
        assertEquals(0, Allocations.bytesOf(1000, () -> kept = null));
    }
}
