package io.whimbrel.harness.profile;

import io.whimbrel.engine.plugin.Names;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.results.model.MeasuredProfile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Profiles as YAML: read, checked, and written so that they read back as the same. */
public final class ProfileFile {

    private static final String PAGE_SIZE = "pageSize";
    private static final String PAGES = "pages";
    private static final String SAMPLED_PAGES = "sampledPages";
    private static final String SAMPLED_ZERO_PAGES = "sampledZeroPages";
    private static final String PERIODS_MS = "periodsMs";
    private static final String SAMPLED_DIRTY_PAGES = "sampledDirtyPages";
    private static final List<String> KEYS = List.of(PAGE_SIZE, PAGES, SAMPLED_PAGES, SAMPLED_ZERO_PAGES, PERIODS_MS,
            SAMPLED_DIRTY_PAGES);
    private static final String NUMBERS = "a list of numbers such as [125, 250, 500]";

    private final String name;
    private final Map<?, ?> values;

    private ProfileFile(final String name, final Map<?, ?> values) {
        this.name = name;
        this.values = values;
    }

    /**
     * Whether a text is meant to be a profile rather than anything else in YAML.
     *
     * @param name for messages
     * @param yaml the text
     * @return true when it has one of a profile's keys
     * @throws UnusableInputException in one line, when it is not YAML
     */
    public static boolean isProfile(final String name, final String yaml) {
        return load(name, yaml) instanceof final Map<?, ?> map && KEYS.stream().anyMatch(map::containsKey);
    }

    /**
     * Reads a profile.
     *
     * @param name for messages
     * @param yaml the text
     * @return the profile
     * @throws UnusableInputException in one line naming the key, what was wrong and what would be right
     */
    public static MeasuredProfile parse(final String name, final String yaml) {
        if (!(load(name, yaml) instanceof final Map<?, ?> map)) {
            throw new UnusableInputException(name + ": a profile holds keys with values, as in 'key: value'");
        }
        for (final Object key : map.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new UnusableInputException(name + ": unknown key '" + key + "'"
                        + Names.suggestion(String.valueOf(key), KEYS));
            }
        }
        final ProfileFile file = new ProfileFile(name, map);
        try {
            return new MeasuredProfile(file.pageBytes(), file.whole(PAGES), file.whole(SAMPLED_PAGES),
                    file.whole(SAMPLED_ZERO_PAGES), file.list(PERIODS_MS).stream().map(file::period).toList(),
                    file.list(SAMPLED_DIRTY_PAGES).stream()
                            .map(count -> file.whole(SAMPLED_DIRTY_PAGES, count, NUMBERS)).toList());
        } catch (final IllegalArgumentException e) {
            throw new UnusableInputException(name + ": " + e.getMessage(), e);
        }
    }

    private static Object load(final String name, final String yaml) {
        try {
            return new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(yaml);
        } catch (final MarkedYamlEngineException e) {
            final String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw new UnusableInputException(name + line + ": not YAML: " + e.getProblem(), e);
        } catch (final YamlEngineException e) {
            throw new UnusableInputException(name + ": not YAML: " + e.getMessage().lines().findFirst().orElse(""), e);
        }
    }

    private int pageBytes() {
        final Object value = value(PAGE_SIZE);
        final long bytes = value instanceof final String text
                ? Quantities.bytes(text)
                : whole(PAGE_SIZE, value, "a number of bytes such as 4096");
        if (bytes > Integer.MAX_VALUE) {
            throw refusal(PAGE_SIZE, "at most 2 GiB", bytes);
        }
        return (int) bytes;
    }

    private long whole(final String key) {
        return whole(key, value(key), "a whole number");
    }

    private long whole(final String key, final Object value, final String expected) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw refusal(key, expected, value);
    }

    private double period(final Object value) {
        if (value instanceof final Number number) {
            return number.doubleValue();
        }
        throw refusal(PERIODS_MS, NUMBERS, value);
    }

    private List<?> list(final String key) {
        if (value(key) instanceof final List<?> list) {
            return list;
        }
        throw refusal(key, NUMBERS, value(key));
    }

    private Object value(final String key) {
        final Object value = values.get(key);
        if (value == null) {
            throw new UnusableInputException(name + ": '" + key + "' is missing; a profile has "
                    + String.join(", ", KEYS));
        }
        return value;
    }

    private UnusableInputException refusal(final String key, final String expected, final Object found) {
        return new UnusableInputException(name + ": " + key + ": expected " + expected + ", not " + found);
    }

    /**
     * Writes a profile.
     *
     * @param profile the profile
     * @return YAML
     */
    public static String print(final MeasuredProfile profile) {
        return new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).setWidth(120).build())
                .dumpToString(tree(profile));
    }

    /**
     * A profile as a tree, under the names that it has in a file.
     *
     * @param profile the profile
     * @return in the order in which it is written
     */
    public static Map<String, Object> tree(final MeasuredProfile profile) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(PAGE_SIZE, profile.pageBytes());
        tree.put(PAGES, profile.pages());
        tree.put(SAMPLED_PAGES, profile.sampledPages());
        tree.put(SAMPLED_ZERO_PAGES, profile.sampledZeroPages());
        final List<Object> periods = new ArrayList<>();
        profile.periodsMs().forEach(ms -> periods.add(plain(ms)));
        tree.put(PERIODS_MS, periods);
        tree.put(SAMPLED_DIRTY_PAGES, profile.sampledDirtyPages());
        return tree;
    }

    private static Object plain(final double ms) {
        return ms == Math.rint(ms) ? (Object) BigDecimal.valueOf(ms).longValue() : (Object) ms;
    }
}
