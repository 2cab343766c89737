package io.whimbrel.transports.modelled;

import io.whimbrel.engine.quantity.Quantities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A bandwidth that changes in steps, as measured on some link or made up to have dips. In a file, one step a line: the
 * time from which it holds, and the bandwidth, each with its unit ({@code 500ms 1Gbit/s}); {@code 0bit/s} is an outage.
 * Lines that begin with {@code #} are comments. The last step holds for ever.
 */
final class VaryingBandwidth implements Bandwidth {

    private static final double NS_PER_S = 1e9;

    private final long[] fromNs;
    private final long[] bytesPerSecond;

    private VaryingBandwidth(final List<long[]> steps) {
        fromNs = steps.stream().mapToLong(step -> step[0]).toArray();
        bytesPerSecond = steps.stream().mapToLong(step -> step[1]).toArray();
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException naming file and line, and what would be right
     */
    static VaryingBandwidth read(final Path file) {
        final List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (final IOException e) {
            throw new IllegalArgumentException("file: cannot read " + file + ": " + e.getMessage(), e);
        }
        final List<long[]> steps = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            final String text = lines.get(line).strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                steps.add(step(text, file + " line " + (line + 1), steps));
            }
        }
        if (steps.isEmpty() || steps.getLast()[1] == 0) {
            throw new IllegalArgumentException("file: " + file + " must end with a bandwidth that is not zero");
        }
        return new VaryingBandwidth(steps);
    }

    private static long[] step(final String text, final String where, final List<long[]> before) {
        final String[] words = text.split("\\s+");
        if (words.length != 2) {
            throw new IllegalArgumentException(
                    where + ": '" + text + "' is not a time and a bandwidth, as 500ms 1Gbit/s");
        }
        final long fromNs;
        final long rate;
        try {
            fromNs = Quantities.durationNs(words[0]);
            rate = Quantities.bytesPerSecond(words[1]);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
        if (before.isEmpty() ? fromNs != 0 : fromNs <= before.getLast()[0]) {
            throw new IllegalArgumentException(where + ": times begin with 0s and rise");
        }
        return new long[]{fromNs, rate};
    }

    @Override
    public long steadyBytesPerSecond() {
        return 0;
    }

    @Override
    public long endNs(final long startNs, final long bytes) {
        int step = 0;
        while (step + 1 < fromNs.length && fromNs[step + 1] <= startNs) {
            step++;
        }
        double atNs = startNs;
        double left = bytes;
        while (step + 1 < fromNs.length) {
            final double fits = (fromNs[step + 1] - atNs) * bytesPerSecond[step] / NS_PER_S;
            if (fits >= left) {
                break;
            }
            left -= fits;
            step++;
            atNs = fromNs[step];
        }
        return left == 0 ? (long) atNs : (long) Math.ceil(atNs + left * NS_PER_S / bytesPerSecond[step]);
    }
}
