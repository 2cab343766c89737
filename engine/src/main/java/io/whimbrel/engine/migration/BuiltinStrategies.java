package io.whimbrel.engine.migration;

import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Parameter.Type;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginProvider;
import java.util.List;

/** The strategies that come with the engine. */
public final class BuiltinStrategies implements PluginProvider {

    /** Makes the provider. */
    public BuiltinStrategies() {}

    @Override
    public List<Plugin<?>> plugins() {
        return List.of(
                new Plugin<>(MigrationStrategy.class, "cold",
                        "stops the guest and drops its state, copies the image it was started from, starts it afresh",
                        "", List.of(), arguments -> new Cold()),
                new Plugin<>(MigrationStrategy.class, "warm",
                        "suspends the guest to a checkpoint file, copies the file, resumes the guest from it", "",
                        List.of(), arguments -> new Warm()),
                new Plugin<>(MigrationStrategy.class, "stop-and-copy", "pauses the guest and sends everything", "",
                        List.of(), arguments -> new StopAndCopy()),
                new Plugin<>(MigrationStrategy.class, "precopy",
                        "sends everything while the guest runs, then what was written meanwhile, then pauses it",
                        "Clark et al., NSDI 2005", List.of(), arguments -> new Precopy()),
                new Plugin<>(MigrationStrategy.class, "postcopy",
                        "hands the guest over at once; its pages follow on demand and in between",
                        "Hines and Gopalan, VEE 2009",
                        List.of(Parameter.of("first", Type.INTEGER, "0", 0, 1L << 40,
                                "pages sent while the guest is paused, in the prefetcher's order, or by rising address where it "
                                        + "names none")),
                        arguments -> new Postcopy(arguments.asLong("first"))),
                new Plugin<>(MigrationStrategy.class, "hybrid",
                        "pre-copy for some rounds, or until it converges; then post-copy of the rest",
                        "Sahni and Varma, Cloud Computing in Emerging Markets 2012",
                        List.of(Parameter.of("rounds", Type.INTEGER, "1", 1, 1_000_000,
                                "rounds of pre-copy before the guest is handed over")),
                        arguments -> new Hybrid(arguments.asInt("rounds"))));
    }
}
