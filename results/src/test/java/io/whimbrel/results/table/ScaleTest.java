package io.whimbrel.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "0.00123456, 0.00123", "1.005, 1", "12.345, 12.3", "999.6, 1000", "123456789, 123456789",
        "100, 100", "0.1, 0.1"})
    void shouldPrintThreeSignificantDigitsAndNoExponent(final double value, final String text) {
        assertEquals(text, Scale.PLAIN.print(value));
    }

    @ParameterizedTest
    @CsvSource({"0, ns", "999, ns", "1000, us", "300000000, ms", "1000000000, s", "1e15, s"})
    void shouldChooseTheLargestUnitThatTheValueReaches(final double ns, final String unit) {
        assertEquals(unit, Scale.ofNs(ns).unit());
    }

    @Test
    void shouldCountBytesInPowersOfTwo() {
        assertEquals("MiB", Scale.ofBytes(256L << 20).unit());
        assertEquals("256", Scale.ofBytes(256L << 20).print(256L << 20));
    }
}
