package io.whimbrel.workloads.trace.record;

import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.verify.VcpuOutcome;
import java.util.List;
import java.util.stream.Stream;

/** The operations of several virtual CPUs one after the other, in the order in which they are meant to start. */
final class Schedule {

    private static final int NONE = -1;

    private final VcpuProgram[] programs;

    Schedule(final VcpuProgram[] programs) {
        this.programs = programs;
    }

    /** Executes one operation. */
    @FunctionalInterface
    interface Execution {
        void execute(int vcpu, VcpuProgram program);
    }

    /** Executes all operations that start before a time, and of each virtual CPU not more than a number. */
    void execute(final long endNs, final long[] operations, final Execution execution) {
        for (int vcpu = earliest(endNs, operations); vcpu != NONE; vcpu = earliest(endNs, operations)) {
            execution.execute(vcpu, programs[vcpu]);
        }
        for (int vcpu = 0; vcpu < programs.length; vcpu++) {
            if (endNs == Long.MAX_VALUE && operations[vcpu] != Long.MAX_VALUE
                    && programs[vcpu].operations() < operations[vcpu]) {
                throw new IllegalArgumentException("vCPU " + vcpu + " has " + programs[vcpu].operations()
                        + " operations, not " + operations[vcpu]);
            }
        }
    }

    /** Of several that start at the same time the first comes first. */
    private int earliest(final long endNs, final long[] operations) {
        int earliest = NONE;
        long earliestNs = endNs;
        for (int vcpu = 0; vcpu < programs.length; vcpu++) {
            if (programs[vcpu].nextStartNs() < earliestNs && programs[vcpu].operations() < operations[vcpu]) {
                earliest = vcpu;
                earliestNs = programs[vcpu].nextStartNs();
            }
        }
        return earliest;
    }

    List<VcpuOutcome> outcomes() {
        return Stream.of(programs).map(VcpuOutcome::of).toList();
    }
}
