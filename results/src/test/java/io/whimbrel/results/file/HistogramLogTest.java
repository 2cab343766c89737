package io.whimbrel.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramLogTest {

    @TempDir
    private Path directory;

    @Test
    void shouldBeReadBackByTheLibrarysOwnReader() throws IOException {
        final Path file = directory.resolve("a.hlog");
        HistogramLog.write(file, "a comment", List.of(new HistogramLog.Interval("before", 1_000_000, 1_002_000, of(5)),
                new HistogramLog.Interval("during-x_1.2", 1_002_000, 1_003_500, of(70))));
        final HistogramLogReader reader = new HistogramLogReader(file.toFile());
        final Histogram before = (Histogram) reader.nextIntervalHistogram();
        assertEquals(of(5), before);
        assertEquals("before", before.getTag());
        assertEquals(1_000_000, before.getStartTimeStamp());
        assertEquals(1_002_000, before.getEndTimeStamp());
        final Histogram during = (Histogram) reader.nextIntervalHistogram();
        assertEquals(of(70), during);
        assertEquals("during-x_1.2", during.getTag());
        assertEquals(1_003_500, during.getEndTimeStamp());
        assertFalse(reader.hasNext());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a,b", "", "a\nb"})
    void shouldRefuseATagThatTheReaderWouldStopAt(final String tag) {
        assertThrows(IllegalArgumentException.class, () -> new HistogramLog.Interval(tag, 0, 1, of(1)));
    }

    private static Histogram of(final long value) {
        final Histogram histogram = new Histogram(3);
        histogram.recordValue(value);
        return histogram;
    }
}
