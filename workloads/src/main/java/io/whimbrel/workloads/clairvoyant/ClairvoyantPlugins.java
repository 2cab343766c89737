package io.whimbrel.workloads.clairvoyant;

import io.whimbrel.engine.plugin.Arguments;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Parameter.Type;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginProvider;
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
                arguments -> new ClairvoyantOrder(LastWrites.before(file(arguments), arguments.asLong("pause")),
                        arguments.asLong("pause"))));
    }

    private static Path file(final Arguments arguments) {
        final String file = arguments.asText("file");
        if (file.isEmpty()) {
            throw new IllegalArgumentException(
                    "file is missing; name one as in clairvoyant(file=my.trace, pause=10s)");
        }
        return Path.of(file);
    }
}
