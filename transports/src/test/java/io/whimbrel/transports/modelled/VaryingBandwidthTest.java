package io.whimbrel.transports.modelled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaryingBandwidthTest {

    private static final long MS = 1_000_000;

    @TempDir
    private Path directory;

    private Path file(final String text) throws IOException {
        return Files.writeString(directory.resolve("link.txt"), text);
    }

    @Test
    void shouldCarryAcrossADipAndAnOutage() throws IOException {
        final Bandwidth bandwidth = VaryingBandwidth
                .read(file("# a link\n0s 1MB/s\n10ms 500kB/s\n20ms 0B/s\n\n30ms 2MB/s\n"));
        assertEquals(5 * MS, bandwidth.endNs(0, 5_000));
        assertEquals(10 * MS, bandwidth.endNs(0, 10_000));
        assertEquals(12 * MS, bandwidth.endNs(0, 11_000));
        // 10,000 B until 10 ms, 5,000 B until 20 ms, nothing until 30 ms, then 2,000 B a millisecond.
        assertEquals(31 * MS, bandwidth.endNs(0, 17_000));
        assertEquals(31 * MS, bandwidth.endNs(25 * MS, 2_000));
        assertEquals(101 * MS, bandwidth.endNs(100 * MS, 2_000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0s 1MB/s;5ms|line 2", "1ms 1MB/s|begin with 0s", "0s 1MB/s;0s 2MB/s|rise",
        "0s fast|line 1", "0s 0B/s|not zero", "# nothing|not zero"})
    void shouldSayWhatIsWrongAndWhere(final String lines, final String expected) throws IOException {
        final Path file = file(lines.replace(';', '\n'));
        final String message = assertThrows(IllegalArgumentException.class, () -> VaryingBandwidth.read(file))
                .getMessage();
        assertTrue(message.contains(expected) && message.contains("link.txt"), message);
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        final Path missing = directory.resolve("missing.txt");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> VaryingBandwidth.read(missing)).getMessage()
                .contains("missing.txt"));
    }
}
