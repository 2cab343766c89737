package io.whimbrel.workloads.arrival.builtin;

import static io.whimbrel.engine.plugin.Parameter.Type.DURATION;
import static io.whimbrel.engine.plugin.Parameter.Type.NUMBER;

import io.whimbrel.engine.plugin.Arguments;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.workloads.arrival.ArrivalProcess;
import java.util.List;
import java.util.function.Function;

/** The arrival processes by name. */
public final class ArrivalPlugins {

    private static final double MICROSECOND_NS = 1e3;
    private static final double HOUR_NS = 3_600e9;

    private ArrivalPlugins() {}

    /**
     * Lists them.
     *
     * @return all built-in arrival processes
     */
    public static List<Plugin<?>> all() {
        return List.of(plugin("constant", "equal gaps", List.of(), arguments -> new Constant()),
                plugin("poisson", "exponential gaps", List.of(), arguments -> new Poisson()),
                plugin("bursty", "poisson, but only in the first part of each cycle; the mean rate is kept",
                        List.of(Parameter.of("duty", NUMBER, "0.2", 0.001, 1, "part of a cycle with operations"),
                                Parameter.of("cycle", DURATION, "100ms", MICROSECOND_NS, HOUR_NS,
                                        "length of a cycle")),
                        arguments -> new Bursty(arguments.asDouble("duty"), arguments.asLong("cycle"))));
    }

    private static Plugin<ArrivalProcess> plugin(final String name, final String help,
            final List<Parameter> parameters, final Function<Arguments, ArrivalProcess> factory) {
        return new Plugin<>(ArrivalProcess.class, name, help, "", parameters, factory);
    }
}
