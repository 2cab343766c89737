package io.whimbrel.workloads.synthetic;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.workloads.guest.GuestSetup;
import io.whimbrel.workloads.guest.Workload;
import java.util.List;

/**
 * Reads and writes by pattern.
 *
 * @param readShare share of the operations that read
 */
public record SyntheticWorkload(double readShare) implements Workload {

    /**
     * Lists it.
     *
     * @return the workload under its name
     */
    public static Plugin<Workload> plugin() {
        return new Plugin<>(Workload.class, "synthetic",
                "reads and writes pages by pattern, arrival and content, three independent knobs", "",
                List.of(Parameter.of("read-share", Parameter.Type.NUMBER, "0", 0, 1,
                        "share of the operations that read")),
                arguments -> new SyntheticWorkload(arguments.asDouble("read-share")));
    }

    @Override
    public String locality() {
        return "uniform";
    }

    @Override
    public GuestProgram program(final GuestSetup setup) {
        return new SyntheticGuest(setup, readShare);
    }
}
