package io.whimbrel.harness.doctor;

import io.whimbrel.engine.memory.AvailableMemory;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.harness.Build;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.results.environment.CacheLineTrips;
import io.whimbrel.results.environment.Machine;
import io.whimbrel.results.environment.ProcessorTime;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Looks a machine over. Every check stands on its own, and a machine that does not tell is no reason to complain. */
public final class Doctor {

    /** What a default run keeps busy: a vCPU, the two migration agents, and one thread of each media driver. */
    static final int BUSY_THREADS = 5;

    private static final int WANTED_JAVA = 25;
    private static final long WANTED_SOCKET_BYTES = 2L << 20;
    private static final long WANTED_SCRATCH_BYTES = 512L << 20;
    private static final long WANTED_MEMORY_BYTES = 2L << 30;
    private static final double MAX_LOAD_PER_CORE = 0.25;
    private static final long MAX_TIMER_SLACK_NS = 1_000;
    /** Longer than the sleeps of vCPUs and agents between two pieces of work. */
    private static final long WANTED_HALT_POLL_NS = 200_000;
    private static final double MAX_STOLEN_SHARE = 0.01;
    /** More than lies between two threads of a core and two cores of a die. */
    private static final int MAX_SPREAD_OF_TRIPS = 3;
    private static final int TRIP_SAMPLES = 40;
    private static final long TRIPS_APART_NS = 25_000_000;
    private static final int PERCENT = 100;

    private final Machine machine;
    private final List<String> javaFlags;
    private final Path scratch;

    /**
     * Looks at a machine.
     *
     * @param machine   tells its facts
     * @param javaFlags the flags of this virtual machine
     * @param scratch   where media drivers put their files
     */
    public Doctor(final Machine machine, final List<String> javaFlags, final Path scratch) {
        this.machine = machine;
        this.javaFlags = List.copyOf(javaFlags);
        this.scratch = scratch;
    }

    /**
     * Looks at the machine that this process runs on.
     *
     * @return a doctor
     */
    public static Doctor ofThisMachine() {
        return new Doctor(Machine.local(), ManagementFactory.getRuntimeMXBean().getInputArguments(),
                ScratchDirectory.usualPlace());
    }

    /**
     * Looks at everything.
     *
     * @return one finding for each check, in a fixed order
     */
    public List<Finding> examine() {
        return List.of(cores(), load(), steal(), governor(), clockSource(), timerSlack(), haltPolling(), hugePages(),
                socket("net.core.rmem_max", machine.socketReceiveMaxBytes()),
                socket("net.core.wmem_max", machine.socketSendMaxBytes()), memory(), memoryLimit(), scratchSpace(),
                java(), flags());
    }

    /**
     * Looks at what must be measured. Takes a second or two, and both processors of a small machine.
     *
     * @return one finding for each check, in a fixed order
     */
    public static List<Finding> measure() {
        return List.of(trips(CacheLineTrips.measure(TRIP_SAMPLES, TRIPS_APART_NS)));
    }

    static Finding trips(final long... tripsNs) {
        if (tripsNs.length == 0) {
            return Finding.unknown("processors' distance");
        }
        final long[] sorted = tripsNs.clone();
        Arrays.sort(sorted);
        // One of ten at each end: whoever else runs for a moment is the load's finding.
        final int end = sorted.length / 10;
        final long least = sorted[end];
        final long most = sorted[sorted.length - 1 - end];
        return Finding.of(most <= MAX_SPREAD_OF_TRIPS * least, "processors' distance",
                "a cache line goes there and back in " + least + " to " + most + " ns, "
                        + sorted[sorted.length / 2] + " in the median",
                "the host moves the machine's processors about, and threads are now near each other, now far: pin "
                        + "them, or compare medians of many runs by turns");
    }

    private Finding cores() {
        return Finding.of(machine.cores() >= BUSY_THREADS, "cores", machine.cores() + " for the " + BUSY_THREADS
                + " busy threads of a default run",
                "threads will wait for each other: prefer idle strategies that "
                        + "yield (the default), compare only runs of this machine");
    }

    private Finding load() {
        final Double load = machine.loadAverage();
        if (load == null) {
            return Finding.unknown("load average");
        }
        return Finding.of(load <= MAX_LOAD_PER_CORE * machine.cores(), "load average",
                String.format(Locale.ROOT, "%.2f on %d cores", load, machine.cores()),
                "other work takes the processors: wait until it is done, or stop it");
    }

    private Finding steal() {
        final ProcessorTime time = machine.processorTime();
        return time == null
                ? Finding.unknown("steal")
                : Finding.of(time.stolenShare() <= MAX_STOLEN_SHARE, "steal", String.format(Locale.ROOT,
                        "%.1f %% of the processors' time since the machine was started", PERCENT * time.stolenShare()),
                        "the hypervisor gives others what this machine needs: take one whose processors are its own; "
                                + "'run' says how much it was while it measured");
    }

    private Finding governor() {
        final String governor = machine.governor();
        return governor == null
                ? Finding.unknown("CPU governor")
                : Finding.of(governor.equals("performance"), "CPU governor", governor,
                        "cpupower frequency-set -g performance");
    }

    private Finding clockSource() {
        final String source = machine.clockSource();
        return source == null
                ? Finding.unknown("clock source")
                : Finding.of(List.of("tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page")
                        .contains(source), "clock source", source,
                        "reading the clock is slow: boot with clocksource=tsc");
    }

    private Finding timerSlack() {
        final Long ns = machine.timerSlackNs();
        return ns == null
                ? Finding.unknown("timer slack")
                : Finding.of(ns <= MAX_TIMER_SLACK_NS, "timer slack", Quantities.formatNs(ns),
                        "every sleep ends that much late, and every message waits for whoever sleeps: let the process "
                                + "write its /proc/PID/timerslack_ns");
    }

    private Finding haltPolling() {
        final Long ns = machine.haltPollNs();
        return ns == null
                ? Finding.unknown("halt polling")
                : Finding.of(ns >= WANTED_HALT_POLL_NS, "halt polling", Quantities.formatNs(ns),
                        "the host takes a processor whenever its thread sleeps, and faults cost more: echo "
                                + WANTED_HALT_POLL_NS + " > /sys/module/haltpoll/parameters/guest_halt_poll_ns");
    }

    private Finding hugePages() {
        final String mode = machine.transparentHugePages();
        return mode == null
                ? Finding.unknown("huge pages")
                : Finding.of(!mode.equals("never"), "huge pages", mode,
                        "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled");
    }

    private static Finding socket(final String name, final Long bytes) {
        return bytes == null
                ? Finding.unknown(name)
                : Finding.of(bytes >= WANTED_SOCKET_BYTES, name, Quantities.formatBytes(bytes),
                        "sysctl -w " + name + "=" + WANTED_SOCKET_BYTES);
    }

    private static Finding memory() {
        final long available = AvailableMemory.bytes();
        return available == Long.MAX_VALUE
                ? Finding.unknown("memory")
                : Finding.of(available >= WANTED_MEMORY_BYTES, "memory",
                        Quantities.formatBytes(available) + " available",
                        "a default run needs " + Quantities.formatBytes(WANTED_MEMORY_BYTES)
                                + ": end other programs, or set guest.memory lower");
    }

    private Finding memoryLimit() {
        final Long limit = machine.memoryLimitBytes();
        return limit == null
                ? Finding.ok("memory limit", "none")
                : Finding.of(limit >= WANTED_MEMORY_BYTES, "memory limit", Quantities.formatBytes(limit),
                        "raise the container's limit to " + Quantities.formatBytes(WANTED_MEMORY_BYTES));
    }

    private Finding scratchSpace() {
        try {
            final long free = Files.getFileStore(scratch).getUsableSpace();
            final boolean fast = scratch.equals(ScratchDirectory.SHARED_MEMORY);
            return Finding.of(free >= WANTED_SCRATCH_BYTES && fast, "media driver's files",
                    Quantities.formatBytes(free) + " free in " + scratch,
                    fast
                            ? "enlarge it: mount -o remount,size=1G " + scratch
                            : "there is no /dev/shm, so logs lie on a disk: mount a tmpfs there");
        } catch (final IOException e) {
            return new Finding(Finding.Level.WARN, "media driver's files", e.toString(), "make it readable");
        }
    }

    private Finding java() {
        return Finding.of(Runtime.version().feature() >= WANTED_JAVA, "JDK", machine.javaVersion(),
                "install a JDK " + WANTED_JAVA + " or newer");
    }

    private Finding flags() {
        final List<String> missing = Build.javaFlags().stream().filter(flag -> !javaFlags.contains(flag)).toList();
        return Finding.of(missing.isEmpty(), "flags", missing.isEmpty() ? "all set" : "missing " + missing,
                "start with the launcher, or add them to the java command");
    }
}
