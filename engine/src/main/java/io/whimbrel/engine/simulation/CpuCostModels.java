package io.whimbrel.engine.simulation;

import io.whimbrel.engine.plugin.Arguments;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Parameter.Type;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginProvider;
import java.util.List;

/** Simulated processors by name. The defaults are those of a shared two-core machine of 2025. */
public final class CpuCostModels implements PluginProvider {

    private static final double SECOND_NS = 1e9;

    /** For the service loader. */
    public CpuCostModels() {}

    @Override
    public List<Plugin<?>> plugins() {
        return List.of(
                new Plugin<>(CpuCosts.class, "cpu", "a processor as 'whimbrel calibrate' measures it", "",
                        List.of(cost("operation", "500", 0, "one operation of the guest"),
                                cost("cycle", "300", 1, "one duty cycle that found work"),
                                cost("idle", "50000", 1, "the longest that an idle agent sleeps"),
                                cost("scan", "3", 0, "one dirty page taken over in a sync"),
                                cost("populate", "500", 0, "one KiB of memory provided at the destination"),
                                cost("encode", "10", 0, "one KiB looked at before it is sent"),
                                cost("copy", "200", 0, "one KiB put into a frame, and what the link does for it"),
                                cost("apply", "200", 0, "one KiB of a frame checked and put into memory"),
                                cost("wake", "20000", 0, "letting a vCPU run on that has waited for a page"),
                                cost("disk", "1000", 0, "one KiB of an image file written or read")),
                        CpuCostModels::costs),
                new Plugin<>(CpuCosts.class, "none", "a processor that takes no time", "", List.of(),
                        arguments -> CpuCosts.NONE));
    }

    private static Parameter cost(final String name, final String value, final double min, final String help) {
        return Parameter.of(name + "-ns", Type.NUMBER, value, min, SECOND_NS, help + ", in nanoseconds");
    }

    private static CpuCosts costs(final Arguments arguments) {
        return new CpuCosts(arguments.asDouble("operation-ns"), arguments.asDouble("cycle-ns"),
                arguments.asDouble("idle-ns"), arguments.asDouble("scan-ns"), arguments.asDouble("populate-ns"),
                arguments.asDouble("encode-ns"),
                arguments.asDouble("copy-ns"), arguments.asDouble("apply-ns"),
                arguments.asDouble("wake-ns"), arguments.asDouble("disk-ns"));
    }
}
