package io.whimbrel.engine.quantity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({"256MiB, 268435456", "4 KiB, 4096", "1.5GiB, 1610612736", "1_000kB, 1000000", "0, 0", "7B, 7"})
    void shouldReadLengths(final String text, final long bytes) {
        assertEquals(bytes, Quantities.bytes(text));
    }

    @ParameterizedTest
    @CsvSource({"300ms, 300000000", "2s, 2000000000", "1.5us, 1500", "1min, 60000000000", "0, 0"})
    void shouldReadDurations(final String text, final long ns) {
        assertEquals(ns, Quantities.durationNs(text));
    }

    @ParameterizedTest
    @CsvSource({"50k/s, 50000", "3/s, 3", "1.5M/s, 1500000"})
    void shouldReadRates(final String text, final long perSecond) {
        assertEquals(perSecond, Quantities.perSecond(text));
    }

    @ParameterizedTest
    @CsvSource({"200MiB/s, 209715200", "1Gbit/s, 125000000", "100Mbit/s, 12500000", "unlimited, 9223372036854775807"})
    void shouldReadBandwidths(final String text, final long bytesPerSecond) {
        assertEquals(bytesPerSecond, Quantities.bytesPerSecond(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"256", "256Mib", "MiB", "-1MiB", "", "1 2MiB", "9999999999TiB"})
    void shouldRefuseWhatIsNoLength(final String text) {
        refuses(Quantities::bytes, text);
    }

    @Test
    void shouldRefuseABareNumberWhereAUnitIsNeeded() {
        refuses(Quantities::durationNs, "300");
        refuses(Quantities::perSecond, "50000");
        refuses(Quantities::bytesPerSecond, "200MiB");
        refuses(Quantities::bytesPerSecond, "200");
    }

    private static void refuses(final Function<String, Long> parser, final String text) {
        final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> parser.apply(text));
        assertTrue(e.getMessage().startsWith("'" + text.trim() + "'"), e.getMessage());
        assertTrue(!e.getMessage().contains("\n"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1 KiB", "1610612736, 1.50 GiB", "268435456, 256 MiB"})
    void shouldPrintLengths(final long bytes, final String text) {
        assertEquals(text, Quantities.formatBytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 ns", "1500, 1.50 us", "12345678, 12.3 ms", "300000000, 300 ms", "90000000000, 90 s"})
    void shouldPrintDurations(final long ns, final String text) {
        assertEquals(text, Quantities.formatNs(ns));
    }
}
