package io.whimbrel.results.record;

import java.util.List;
import java.util.Map;

/**
 * The machine and the virtual machine of a run. What a machine does not tell is null.
 *
 * @param cpuModel             the processor's name
 * @param cores                processors available to this process
 * @param governor             CPU frequency governor of the first processor
 * @param operatingSystem      name, version and architecture
 * @param clockSource          the kernel's clock source
 * @param timerSlackNs         how much later than asked for a thread's sleep may end
 * @param haltPollNs           how long an idle processor of a virtual machine waits for work before it halts and its host may
 *                             take it
 * @param transparentHugePages the mode in force
 * @param memoryBytes          physical memory
 * @param availableMemoryBytes memory that could still be had when the run began
 * @param socketReceiveMaxBytes largest socket receive buffer that a program may ask for
 * @param socketSendMaxBytes   largest socket send buffer that a program may ask for
 * @param loadAverageBefore    one-minute load average when the run began
 * @param loadAverageAfter     one-minute load average when the run ended
 * @param javaVersion          vendor and version
 * @param javaFlags            the flags of the measured processes
 * @param garbageCollectors    names of this process's collectors
 * @param libraries            library name to version
 */
public record EnvironmentRecord(String cpuModel, int cores, String governor, String operatingSystem,
        String clockSource, Long timerSlackNs, Long haltPollNs, String transparentHugePages, Long memoryBytes,
        Long availableMemoryBytes, Long socketReceiveMaxBytes, Long socketSendMaxBytes, Double loadAverageBefore,
        Double loadAverageAfter, String javaVersion, List<String> javaFlags, List<String> garbageCollectors,
        Map<String, String> libraries) {

    /**
     * The same environment, at the end of the run.
     *
     * @param loadAverage one-minute load average, or null
     * @return a copy
     */
    public EnvironmentRecord endedAt(final Double loadAverage) {
        return new EnvironmentRecord(cpuModel, cores, governor, operatingSystem, clockSource, timerSlackNs,
                haltPollNs, transparentHugePages, memoryBytes, availableMemoryBytes, socketReceiveMaxBytes,
                socketSendMaxBytes, loadAverageBefore, loadAverage, javaVersion, javaFlags, garbageCollectors,
                libraries);
    }
}
