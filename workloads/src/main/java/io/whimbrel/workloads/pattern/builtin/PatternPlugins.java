package io.whimbrel.workloads.pattern.builtin;

import static io.whimbrel.engine.plugin.Parameter.Type.DURATION;
import static io.whimbrel.engine.plugin.Parameter.Type.INTEGER;
import static io.whimbrel.engine.plugin.Parameter.Type.NUMBER;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.Arguments;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.workloads.pattern.AccessPattern;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The access patterns by name. */
public final class PatternPlugins {

    private static final double HOUR_NS = 3_600e9;

    private PatternPlugins() {}

    /**
     * Lists them.
     *
     * @return all built-in access patterns
     */
    public static List<Plugin<?>> all() {
        return List.of(
                plugin("uniform", "every page is equally likely", "", List.of(), arguments -> new Uniform()),
                plugin("zipf", "the page of rank r is drawn in proportion to 1/r^skew",
                        "YCSB (SoCC 2010); sampler: Hoermann and Derflinger 1996",
                        List.of(skew(), Parameter.choice("placement",
                                "whether hot pages are scattered, or ranked from the first page on", "scattered",
                                "ranked")),
                        arguments -> new Zipf(arguments.asDouble("skew"), placement(arguments))),
                plugin("latest", "zipf with the last page, or the newest record, the hottest", "YCSB, workload D",
                        List.of(skew()),
                        arguments -> new Zipf(arguments.asDouble("skew"), Zipf.Placement.LATEST)),
                plugin("hotspot", "the first pages take a fixed share of the accesses", "YCSB, HotspotIntegerGenerator",
                        List.of(fraction(), share("share", "0.9", "share of the accesses that go to the hot pages")),
                        arguments -> new Hotspot(arguments.asDouble("fraction"), arguments.asDouble("share"))),
                plugin("sequential", "all pages in order, over and over", "", List.of(), arguments -> new Sequential()),
                plugin("strided", "every stride-th page, then again one page further on", "",
                        List.of(pages("stride", "16", "distance in pages")),
                        arguments -> new Strided(arguments.asLong("stride"))),
                plugin("cyclic", "the first pages in order, over and over", "",
                        List.of(pages("period", "1024", "accesses until the same page comes again, in pages")),
                        arguments -> new Cyclic(arguments.asLong("period"))),
                plugin("phased", "a hot set that takes all accesses and moves on every period", "KubeVirt VEP 248",
                        List.of(Parameter.of("period", DURATION, "10s", 1, HOUR_NS, "how long a hot set stays"),
                                share("overlap", "0.5", "share of the hot set that stays hot"), fraction()),
                        arguments -> new Phased(arguments.asLong("period"), arguments.asDouble("overlap"),
                                arguments.asDouble("fraction"))));
    }

    private static Plugin<AccessPattern> plugin(final String name, final String help, final String source,
            final List<Parameter> parameters, final Function<Arguments, AccessPattern> factory) {
        return new Plugin<>(AccessPattern.class, name, help, source, parameters, factory);
    }

    private static Zipf.Placement placement(final Arguments arguments) {
        return Zipf.Placement.valueOf(arguments.asText("placement").toUpperCase(Locale.ROOT));
    }

    private static Parameter skew() {
        return Parameter.of("skew", NUMBER, "0.99", 0, 5, "exponent; 0 is uniform");
    }

    private static Parameter fraction() {
        return share("fraction", "0.1", "share of the pages that is hot; at least one page is");
    }

    private static Parameter share(final String name, final String defaultValue, final String help) {
        return Parameter.of(name, NUMBER, defaultValue, 0, 1, help);
    }

    private static Parameter pages(final String name, final String defaultValue, final String help) {
        return Parameter.of(name, INTEGER, defaultValue, 1, PageGeometry.MAX_PAGES, help);
    }
}
