package io.whimbrel.transports.modelled;

import io.whimbrel.engine.simulation.CpuCosts;
import io.whimbrel.engine.simulation.VirtualCpu;

/**
 * What one end spends on frames: whoever drives the end pays.
 *
 * @param cpu   its processor
 * @param costs what takes how long
 */
record LinkCpu(VirtualCpu cpu, CpuCosts costs) {

    private static final double KIB = 1024;

    long nowNs() {
        return cpu.nanoTime();
    }

    void sends(final int bytes) {
        cpu.charge(bytes / KIB * costs.copyNsPerKib());
    }

    void receives(final int bytes) {
        cpu.charge(bytes / KIB * costs.applyNsPerKib());
    }
}
