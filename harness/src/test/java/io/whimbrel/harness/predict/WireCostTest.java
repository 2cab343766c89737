package io.whimbrel.harness.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WireCostTest {

    @Test
    void shouldShareTheFramesHeaderAmongThePagesThatFit() {
        // (65472 - 48) / (16 + 4096) = 15 pages
        assertEquals(16 + 48 / 15.0, WireCost.headerBytes(4_096));
        assertEquals(16 + 48, WireCost.headerBytes(32_768 + 16_384));
    }

    @Test
    void shouldChargeAPageThatIsCutForEachFrame() {
        assertEquals(2_097_152 / 65_408.0 * 64, WireCost.headerBytes(2 << 20), 1e-9);
    }
}
