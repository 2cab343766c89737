package io.whimbrel.engine.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers with units, as people write them. A bare number where a unit is needed is refused, except zero.
 *
 * <p>Bytes: {@code B, KiB, MiB, GiB, TiB} (powers of 1024) and {@code kB, MB, GB} (powers of 1000). Durations:
 * {@code ns, us, ms, s, min, h}. Rates: {@code /s} with an optional {@code k}, {@code M} or {@code G} before it.
 * Bandwidths: bytes with {@code /s}, or bits as {@code bit/s, kbit/s, Mbit/s, Gbit/s} (powers of 1000).
 */
public final class Quantities {

    private static final Pattern SHAPE = Pattern.compile("([0-9][0-9_]*(?:\\.[0-9]+)?)\\s*(.*)");
    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30,
            "TiB", 1L << 40, "kB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L);
    private static final Map<String, Long> DURATIONS = Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s",
            1_000_000_000L, "min", 60_000_000_000L, "h", 3_600_000_000_000L);
    private static final Map<String, Long> RATES = Map.of("/s", 1L, "k/s", 1_000L, "M/s", 1_000_000L, "G/s",
            1_000_000_000L);
    private static final Map<String, Long> BITS = Map.of("bit/s", 1L, "kbit/s", 1_000L, "Mbit/s", 1_000_000L, "Gbit/s",
            1_000_000_000L);

    private Quantities() {}

    /**
     * Parses a length such as {@code 256MiB}.
     *
     * @param text what was written
     * @return bytes
     * @throws IllegalArgumentException naming the text and what would be right
     */
    public static long bytes(final String text) {
        return scaled(text, BYTES, "a length such as 256MiB");
    }

    /**
     * Parses a duration such as {@code 300ms}.
     *
     * @param text what was written
     * @return nanoseconds
     * @throws IllegalArgumentException naming the text and what would be right
     */
    public static long durationNs(final String text) {
        return scaled(text, DURATIONS, "a duration such as 300ms");
    }

    /**
     * Parses a rate such as {@code 50k/s}.
     *
     * @param text what was written
     * @return events per second
     * @throws IllegalArgumentException naming the text and what would be right
     */
    public static long perSecond(final String text) {
        return scaled(text, RATES, "a rate such as 50k/s");
    }

    /**
     * Parses a bandwidth such as {@code 200MiB/s} or {@code 1Gbit/s}; {@code unlimited} is one too.
     *
     * @param text what was written
     * @return bytes per second, {@link Long#MAX_VALUE} for {@code unlimited}
     * @throws IllegalArgumentException naming the text and what would be right
     */
    public static long bytesPerSecond(final String text) {
        final String trimmed = text.trim();
        if (trimmed.equals("unlimited")) {
            return Long.MAX_VALUE;
        }
        final String expected = "a bandwidth such as 200MiB/s, 1Gbit/s or unlimited";
        if (trimmed.endsWith("bit/s")) {
            return scaled(trimmed, BITS, expected) / 8;
        }
        if (!trimmed.endsWith("/s")) {
            throw refusal(text, expected);
        }
        try {
            return bytes(trimmed.substring(0, trimmed.length() - 2));
        } catch (final IllegalArgumentException e) {
            throw refusal(text, expected);
        }
    }

    private static long scaled(final String text, final Map<String, Long> units, final String expected) {
        final Matcher matcher = SHAPE.matcher(text.trim());
        if (!matcher.matches()) {
            throw refusal(text, expected);
        }
        final BigDecimal number = new BigDecimal(matcher.group(1).replace("_", ""));
        final String unit = matcher.group(2);
        if (unit.isEmpty() && number.signum() == 0) {
            return 0;
        }
        final Long factor = units.get(unit);
        if (factor == null) {
            throw new IllegalArgumentException("'" + text.trim() + "' is not " + expected + "; units are "
                    + String.join(", ", new TreeMap<>(units).keySet()));
        }
        final BigDecimal value = number.multiply(BigDecimal.valueOf(factor)).setScale(0, RoundingMode.HALF_UP);
        if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("'" + text.trim() + "' is too large");
        }
        return value.longValueExact();
    }

    private static IllegalArgumentException refusal(final String text, final String expected) {
        return new IllegalArgumentException("'" + text.trim() + "' is not " + expected);
    }

    /**
     * Prints a length in the largest binary unit that keeps it at or above 1.
     *
     * @param bytes the length
     * @return for example {@code 256 MiB} or {@code 1.5 GiB}
     */
    public static String formatBytes(final long bytes) {
        final String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return number(value) + " " + units[unit];
    }

    /**
     * Prints a duration in the largest unit up to seconds that keeps it at or above 1.
     *
     * @param ns nanoseconds
     * @return for example {@code 12.3 ms}
     */
    public static String formatNs(final long ns) {
        final String[] units = {"ns", "us", "ms", "s"};
        double value = ns;
        int unit = 0;
        while (Math.abs(value) >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return number(value) + " " + units[unit];
    }

    /**
     * Prints a bandwidth.
     *
     * @param bytesPerSecond bytes per second, {@link Long#MAX_VALUE} for none
     * @return for example {@code 200 MiB/s} or {@code unlimited}
     */
    public static String formatBytesPerSecond(final long bytesPerSecond) {
        return bytesPerSecond == Long.MAX_VALUE ? "unlimited" : formatBytes(bytesPerSecond) + "/s";
    }

    private static String number(final double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        final int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
