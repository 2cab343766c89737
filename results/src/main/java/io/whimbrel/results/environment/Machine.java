package io.whimbrel.results.environment;

import io.whimbrel.results.record.EnvironmentRecord;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What can be asked of the machine. A fact that it does not tell is null. */
public final class Machine {

    private final Probe probe;

    /**
     * Asks a machine.
     *
     * @param probe reads its files
     */
    public Machine(final Probe probe) {
        this.probe = probe;
    }

    /**
     * The machine that this process runs on.
     *
     * @return the machine
     */
    public static Machine local() {
        return new Machine(new Probe(Path.of("/")));
    }

    /**
     * Takes down the environment at the beginning of a run.
     *
     * @param javaFlags flags of the measured processes
     * @param libraries library name to version
     * @return the record, its load average afterwards still null
     */
    public EnvironmentRecord environment(final List<String> javaFlags, final Map<String, String> libraries) {
        return new EnvironmentRecord(cpuModel(), cores(), governor(), operatingSystem(), clockSource(),
                timerSlackNs(), haltPollNs(), transparentHugePages(), memoryBytes(), availableMemoryBytes(),
                socketReceiveMaxBytes(), socketSendMaxBytes(), loadAverage(), null, javaVersion(),
                List.copyOf(javaFlags),
                ManagementFactory.getGarbageCollectorMXBeans().stream().map(GarbageCollectorMXBean::getName).toList(),
                libraries);
    }

    /**
     * The processor's name.
     *
     * @return name, or null
     */
    public String cpuModel() {
        return probe.field("proc/cpuinfo", "model name");
    }

    /**
     * Processors that this process may use.
     *
     * @return at least 1
     */
    public int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * The frequency governor of the first processor.
     *
     * @return for example {@code performance}, or null
     */
    public String governor() {
        return probe.text("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    }

    /**
     * The operating system.
     *
     * @return name, version and architecture
     */
    public String operatingSystem() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }

    /**
     * The kernel's clock source.
     *
     * @return for example {@code tsc}, or null
     */
    public String clockSource() {
        return probe.text("sys/devices/system/clocksource/clocksource0/current_clocksource");
    }

    /**
     * How much later than asked for the sleeps of the calling thread, and of those that it starts, may end.
     *
     * @return nanoseconds, or null
     */
    public Long timerSlackNs() {
        final String thread = probe.linked("proc/thread-self");
        return thread == null ? null : probe.number("proc/" + thread + "/timerslack_ns");
    }

    /**
     * How long, at the most, an idle processor of a virtual machine waits for work before it halts. Where it halts at
     * once, its host takes it whenever a thread sleeps for some microseconds, and gives it back with cold caches.
     *
     * @return nanoseconds; null where the kernel does not decide about halts by this rule
     */
    public Long haltPollNs() {
        return "haltpoll".equals(probe.text("sys/devices/system/cpu/cpuidle/current_governor"))
                ? probe.number("sys/module/haltpoll/parameters/guest_halt_poll_ns")
                : null;
    }

    /**
     * The mode of transparent huge pages.
     *
     * @return {@code always}, {@code madvise} or {@code never}, or null
     */
    public String transparentHugePages() {
        return probe.chosen("sys/kernel/mm/transparent_hugepage/enabled");
    }

    /**
     * Physical memory.
     *
     * @return bytes, or null
     */
    public Long memoryBytes() {
        return probe.kibibytes("proc/meminfo", "MemTotal");
    }

    /**
     * Memory that can still be had without swapping.
     *
     * @return bytes, or null
     */
    public Long availableMemoryBytes() {
        return probe.kibibytes("proc/meminfo", "MemAvailable");
    }

    /**
     * The memory limit of this process's control group.
     *
     * @return bytes, or null when there is none
     */
    public Long memoryLimitBytes() {
        return probe.number("sys/fs/cgroup/memory.max");
    }

    /**
     * The largest socket receive buffer.
     *
     * @return bytes, or null
     */
    public Long socketReceiveMaxBytes() {
        return probe.number("proc/sys/net/core/rmem_max");
    }

    /**
     * The largest socket send buffer.
     *
     * @return bytes, or null
     */
    public Long socketSendMaxBytes() {
        return probe.number("proc/sys/net/core/wmem_max");
    }

    /**
     * How many threads wanted to run, on average over the last minute.
     *
     * @return one-minute load average, or null
     */
    public Double loadAverage() {
        final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? null : load;
    }

    /**
     * Where the processors' time went since the machine was started.
     *
     * @return the time, or null
     */
    public ProcessorTime processorTime() {
        return ProcessorTime.of(probe.after("proc/stat", "cpu"));
    }

    /**
     * The Java virtual machine.
     *
     * @return vendor and version
     */
    public String javaVersion() {
        return System.getProperty("java.vendor") + " " + System.getProperty("java.vm.version");
    }
}
