package io.whimbrel.results.file;

import io.whimbrel.results.record.RunJson;
import io.whimbrel.results.record.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The directory of one run: {@code run.json}, {@code summary.csv} and a histogram log for each migration, if any. */
public final class RunDirectory {

    /** The file with everything. */
    public static final String RUN = "run.json";
    /** The file with one line for each migration, or for each snapshot. */
    public static final String SUMMARY = "summary.csv";

    private final Path path;

    private RunDirectory(final Path path) {
        this.path = path;
    }

    /**
     * Makes the directory. An earlier run is never overwritten.
     *
     * @param path its name
     * @return the directory
     * @throws IllegalArgumentException in one line, when it holds a run or cannot be made
     */
    public static RunDirectory create(final Path path) {
        if (Files.exists(path.resolve(RUN))) {
            throw new IllegalArgumentException(path + " holds a run already; name another directory");
        }
        try {
            Files.createDirectories(path);
        } catch (final IOException e) {
            throw new IllegalArgumentException("cannot make the directory " + path + ": " + e, e);
        }
        if (!Files.isWritable(path)) {
            throw new IllegalArgumentException("the directory " + path + " is not writable");
        }
        return new RunDirectory(path);
    }

    /**
     * Where it is.
     *
     * @return the path as given
     */
    public Path path() {
        return path;
    }

    /** Removes the directory when nothing was written to it. */
    public void removeIfEmpty() {
        try {
            Files.deleteIfExists(path);
        } catch (final DirectoryNotEmptyException e) {
            // There is something to keep.
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes or replaces the record and the summary.
     *
     * @param run the record as far as it has got
     */
    public void write(final RunRecord run) {
        text(RUN, RunJson.print(run));
        text(SUMMARY, run.snapshots() == null ? SummaryCsv.print(run) : SnapshotCsv.print(run.snapshots()));
    }

    /**
     * Writes the latencies of one migration.
     *
     * @param variant    the variant's label
     * @param repetition from 1
     * @param intervals  the histograms
     */
    public void write(final String variant, final int repetition, final List<HistogramLog.Interval> intervals) {
        final String name = variant.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.=-]+", "-").replaceAll("^-|-$", "");
        HistogramLog.write(path.resolve(name + "-" + repetition + ".hlog"),
                "in ns: operations from their intended start, faults from the stall; variant " + variant
                        + ", repetition " + repetition,
                intervals);
    }

    /**
     * Reads a run's record.
     *
     * @param path a run directory, or the record itself
     * @return the record
     * @throws IllegalArgumentException in one line, when there is none or it is not one
     */
    public static RunRecord read(final Path path) {
        final Path file = Files.isDirectory(path) ? path.resolve(RUN) : path;
        final String json;
        try {
            json = Files.readString(file);
        } catch (final IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e, e);
        }
        try {
            return RunJson.parse(json);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private void text(final String name, final String content) {
        AtomicFile.write(path.resolve(name), out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }
}
