package io.whimbrel.engine.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** How names are spoken of in messages: interfaces in words, and the nearest known name to one that is unknown. */
public final class Names {

    private Names() {}

    /**
     * An interface's simple name in words.
     *
     * @param kind for example {@code SendOrder}
     * @return for example {@code send order}
     */
    public static String spoken(final Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /**
     * The end of a message about an unknown name.
     *
     * @param unknown what was written
     * @param known   what could have been meant
     * @return "; did you mean 'x'?" where a name is near, else "; known are a, b, c"
     */
    public static String suggestion(final String unknown, final Collection<String> known) {
        if (known.isEmpty()) {
            return "; there are none";
        }
        final String nearest = known.stream().min(Comparator.comparingInt(name -> distance(unknown, name)))
                .orElseThrow();
        return distance(unknown, nearest) <= Math.max(2, unknown.length() / 3)
                ? "; did you mean '" + nearest + "'?"
                : "; known are " + known.stream().sorted().collect(Collectors.joining(", "));
    }

    /** Levenshtein's distance. */
    private static int distance(final String a, final String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            final int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                final int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
