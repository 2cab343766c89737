package io.whimbrel.workloads.trace.record;

import io.whimbrel.engine.verify.VcpuOutcome;
import java.util.List;

/**
 * What was recorded.
 *
 * @param outcomes  what each virtual CPU has done, in order
 * @param accesses  how many accesses that were
 * @param elapsedNs how long executing and recording them took, in nanoseconds; filling the memory not counted
 */
public record Recording(List<VcpuOutcome> outcomes, long accesses, long elapsedNs) {

    /** Copies the list. */
    public Recording {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * The operations of all virtual CPUs.
     *
     * @return count
     */
    public long operations() {
        return outcomes.stream().mapToLong(VcpuOutcome::operations).sum();
    }
}
