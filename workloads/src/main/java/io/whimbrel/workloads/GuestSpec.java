package io.whimbrel.workloads;

import io.whimbrel.engine.plugin.Names;
import io.whimbrel.engine.plugin.PluginReference;
import io.whimbrel.engine.quantity.Quantities;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a guest runs: the description that travels in the hello. Its text form is one line,
 * {@code workload=kv(mix=a);rate=50000/s;arrival=constant;content=text;seed=1}, which {@link #parse} understands.
 *
 * @param workload      reference to a workload, for example {@code kv(mix=a)}
 * @param ratePerSecond mean rate of the whole guest, in operations per second; 0 for an idle guest
 * @param reads         reference to the access pattern of reads; empty for the workload's own
 * @param writes        reference to the access pattern of writes; empty for the workload's own
 * @param arrival       reference to an arrival process
 * @param content       reference to a content model
 * @param seed          of everything random
 */
public record GuestSpec(String workload, long ratePerSecond, String reads, String writes, String arrival,
        String content, long seed) {

    /** The guest that runs unless another is asked for. */
    public static final GuestSpec DEFAULT = new GuestSpec("kv(mix=a)", 50_000, "", "", "constant", "text", 1);

    private static final long MAX_RATE_PER_SECOND = 1_000_000_000;
    private static final List<String> KEYS = List.of("workload", "pattern", "locality", "reads", "writes", "rate",
            "arrival", "content", "seed");

    /**
     * Brings the references into one form.
     *
     * @throws IllegalArgumentException when one of them does not have the form of a reference, or the rate is too high
     */
    public GuestSpec {
        workload = canonical(workload);
        reads = reads.isBlank() ? "" : canonical(reads);
        writes = writes.isBlank() ? "" : canonical(writes);
        arrival = canonical(arrival);
        content = canonical(content);
        if (ratePerSecond < 0 || ratePerSecond > MAX_RATE_PER_SECOND) {
            throw new IllegalArgumentException(
                    "rate: " + ratePerSecond + "/s is out of bounds, allowed is 0 to 1G/s");
        }
    }

    /**
     * The keys that {@link #of} understands.
     *
     * @return in the order in which a person would write them
     */
    public static List<String> keys() {
        return KEYS;
    }

    /**
     * Makes a description from settings as a person writes them. What is not set is as in {@link #DEFAULT}.
     * {@code locality} stands for both {@code reads} and {@code writes}; {@code pattern} does too, and asks for a
     * synthetic workload.
     *
     * @param settings values by key
     * @return the description
     * @throws IllegalArgumentException in one line, when a key is unknown, a value is not understood, or two contradict
     */
    public static GuestSpec of(final Map<String, String> settings) {
        for (final String key : settings.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("a guest has no '" + key + "'" + Names.suggestion(key, KEYS));
            }
        }
        final String pattern = settings.get("pattern");
        final String workload = settings.getOrDefault("workload", pattern == null ? DEFAULT.workload : "synthetic");
        if (pattern != null && settings.containsKey("locality")) {
            throw new IllegalArgumentException("pattern and locality say the same thing; give one of them");
        }
        if (pattern != null && !PluginReference.parse(workload).name().equals("synthetic")) {
            throw new IllegalArgumentException("pattern asks for a synthetic workload, not " + workload
                    + "; say locality to choose where its accesses go");
        }
        final String locality = pattern == null ? settings.getOrDefault("locality", "") : pattern;
        return new GuestSpec(workload, rate(settings), settings.getOrDefault("reads", locality),
                settings.getOrDefault("writes", locality), settings.getOrDefault("arrival", DEFAULT.arrival),
                settings.getOrDefault("content", DEFAULT.content), seed(settings));
    }

    /**
     * Understands the text form.
     *
     * @param text what {@link #toString()} wrote
     * @return the description
     * @throws IllegalArgumentException in one line: what was wrong and what would be right
     */
    public static GuestSpec parse(final String text) {
        final Map<String, String> settings = new LinkedHashMap<>();
        // A semicolon within parentheses belongs to a plug-in's argument.
        for (final String item : text.split(";(?![^()]*\\))")) {
            final int equals = item.indexOf('=');
            if (equals < 0 || settings.put(item.substring(0, equals).trim(), item.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(
                        "'" + text + "': a guest is described as key=value;key=value, each key once");
            }
        }
        return of(settings);
    }

    private static long rate(final Map<String, String> settings) {
        try {
            return settings.containsKey("rate") ? Quantities.perSecond(settings.get("rate")) : DEFAULT.ratePerSecond;
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("rate: " + e.getMessage(), e);
        }
    }

    private static long seed(final Map<String, String> settings) {
        try {
            return settings.containsKey("seed") ? Long.parseLong(settings.get("seed").trim()) : DEFAULT.seed;
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("seed: '" + settings.get("seed") + "' is not a whole number", e);
        }
    }

    private static String canonical(final String reference) {
        if (reference.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a plug-in is named on one line, not as '"
                    + reference.replaceAll("\\p{Cntrl}", "?") + "'");
        }
        final PluginReference parsed = PluginReference.parse(reference);
        return parsed.arguments().isEmpty()
                ? parsed.name()
                : parsed.arguments().entrySet().stream()
                        .map(argument -> argument.getKey().isEmpty()
                                ? argument.getValue()
                                : argument.getKey() + "=" + argument.getValue())
                        .collect(Collectors.joining(",", parsed.name() + "(", ")"));
    }

    @Override
    public String toString() {
        return "workload=" + workload + ";rate=" + ratePerSecond + "/s"
                + (reads.isEmpty() ? "" : ";reads=" + reads)
                + (writes.isEmpty() ? "" : ";writes=" + writes)
                + ";arrival=" + arrival + ";content=" + content + ";seed=" + seed;
    }
}
