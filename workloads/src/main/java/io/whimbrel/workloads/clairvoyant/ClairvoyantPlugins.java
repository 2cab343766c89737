package io.whimbrel.workloads.clairvoyant;

import io.whimbrel.engine.plugin.Arguments;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Parameter.Type;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginProvider;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.policy.SendOrder;
import java.nio.file.Path;
import java.util.List;

/** The clairvoyant heuristics by name. */
public final class ClairvoyantPlugins implements PluginProvider {

    private static final double DAY_NS = 86_400e9;

    /** For the service loader. */
    public ClairvoyantPlugins() {}

    @Override
    public List<Plugin<?>> plugins() {
        return List.of(new Plugin<>(SendOrder.class, "clairvoyant",
                "every page once, after its last write, known from a trace; goes with fixed-rounds(1)",
                "the optimum: reference models, 5",
                List.of(Parameter.of("file", Type.TEXT, "", 0, 0, "a trace of the guest, from 'whimbrel trace record'"),
                        Parameter.of("pause", Type.DURATION, "10s", 0, DAY_NS,
                                "when the guest is to be paused, from its start")),
                arguments -> new ClairvoyantOrder(
                        LastWrites.before(file(arguments, "clairvoyant(file=my.trace, pause=10s)"),
                                arguments.asLong("pause")),
                        arguments.asLong("pause"))),
                new Plugin<>(Prefetcher.class, "clairvoyant",
                        "pushes pages in the order in which the guest will access them first; with --virtual",
                        "the optimum: reference models, 6",
                        List.of(Parameter.of("file", Type.TEXT, "", 0, 0,
                                "a trace of the guest itself, from 'whimbrel trace record'")),
                        arguments -> new ClairvoyantPrefetch(file(arguments, "clairvoyant(file=my.trace)"))),
                new Plugin<>(Prefetcher.class, "recorded",
                        "pushes pages in the order in which an earlier run accessed them first",
                        "Ustiugov et al., ASPLOS 2021 (REAP)",
                        List.of(Parameter.of("file", Type.TEXT, "", 0, 0,
                                "a trace of an earlier run, from 'whimbrel trace record' or from 'whimbrel restore "
                                        + "--lazy --record'"),
                                Parameter.of("from", Type.DURATION, "0s", 0, DAY_NS,
                                        "accesses before this time of that run do not count")),
                        arguments -> new FirstAccessPrefetch(
                                FirstAccesses.from(file(arguments, "recorded(file=my.trace)"),
                                        arguments.asLong("from")))));
    }

    private static Path file(final Arguments arguments, final String example) {
        final String file = arguments.asText("file");
        if (file.isEmpty()) {
            throw new IllegalArgumentException("file is missing; name one as in " + example);
        }
        return Path.of(file);
    }
}
