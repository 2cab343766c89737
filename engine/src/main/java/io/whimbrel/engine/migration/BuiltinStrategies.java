package io.whimbrel.engine.migration;

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
                new Plugin<>(MigrationStrategy.class, "stop-and-copy", "pauses the guest and sends everything", "",
                        List.of(), arguments -> new StopAndCopy()),
                new Plugin<>(MigrationStrategy.class, "precopy",
                        "sends everything while the guest runs, then what was written meanwhile, then pauses it",
                        "Clark et al., NSDI 2005", List.of(), arguments -> new Precopy()));
    }
}
