package io.whimbrel.results.file;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Latency histograms in HdrHistogram's own log format, for its tools to read. Values are in nanoseconds. */
public final class HistogramLog {

    /** The log's intervals show their longest value in this unit: milliseconds. */
    private static final double NS_PER_MS = 1e6;
    /** The format's reader stops, without a word, at a tag that holds a comma or a blank; the writer lets it pass. */
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9._-]+");

    private HistogramLog() {}

    /**
     * One histogram of a log.
     *
     * @param tag       what it is of: letters, digits, dot, dash and underscore
     * @param startMs   when its interval began, milliseconds since 1970
     * @param endMs     when it ended
     * @param histogram of nanoseconds
     */
    public record Interval(String tag, long startMs, long endMs, Histogram histogram) {

        /**
         * Checks the tag.
         *
         * @throws IllegalArgumentException when it holds anything that the format cannot carry
         */
        public Interval {
            if (!TAG.matcher(tag).matches()) {
                throw new IllegalArgumentException(
                        "a histogram's tag is letters, digits, '.', '-' and '_', not '" + tag + "'");
            }
        }
    }

    /**
     * Writes a log.
     *
     * @param file      its name
     * @param comment   one line for its head
     * @param intervals in the order of their start
     */
    public static void write(final Path file, final String comment, final List<Interval> intervals) {
        final long startMs = intervals.stream().mapToLong(Interval::startMs).min().orElse(0);
        // The writer prints through a stream that keeps its errors to itself, so it gets one that has none.
        final ByteArrayOutputStream log = new ByteArrayOutputStream();
        final HistogramLogWriter writer = new HistogramLogWriter(log);
        writer.outputComment(comment);
        writer.outputLogFormatVersion();
        writer.outputBaseTime(startMs);
        writer.outputStartTime(startMs);
        writer.outputLegend();
        for (final Interval interval : intervals) {
            final Histogram tagged = interval.histogram().copy();
            tagged.setTag(interval.tag());
            writer.outputIntervalHistogram((interval.startMs() - startMs) / 1000.0,
                    (interval.endMs() - startMs) / 1000.0, tagged, NS_PER_MS);
        }
        writer.close();
        AtomicFile.write(file, log::writeTo);
    }
}
