package io.whimbrel.engine.memory;

import io.whimbrel.engine.quantity.Quantities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the machine could still give, asked before anything starts. */
public final class AvailableMemory {

    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Path CGROUP_MAX = Path.of("/sys/fs/cgroup/memory.max");
    private static final Path CGROUP_CURRENT = Path.of("/sys/fs/cgroup/memory.current");

    private AvailableMemory() {}

    /**
     * What is available to this process.
     *
     * @return bytes; {@link Long#MAX_VALUE} where the machine does not say
     */
    public static long bytes() {
        return Math.min(machine(), cgroup());
    }

    /**
     * Refuses a length that the machine does not have. Sparse guests need only what they touch, yet a migration may
     * populate all of it.
     *
     * @param wanted bytes
     * @throws MemoryUnavailableException with both numbers
     */
    static void require(final long wanted) {
        final long available = bytes();
        if (wanted > available) {
            throw new MemoryUnavailableException("guest memory of " + Quantities.formatBytes(wanted)
                    + " is more than the " + Quantities.formatBytes(available) + " available");
        }
    }

    private static long machine() {
        if (!Files.isReadable(MEMINFO)) {
            return Long.MAX_VALUE;
        }
        try {
            for (final String line : Files.readAllLines(MEMINFO)) {
                if (line.startsWith("MemAvailable:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
            return Long.MAX_VALUE;
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long cgroup() {
        if (!Files.isReadable(CGROUP_MAX) || !Files.isReadable(CGROUP_CURRENT)) {
            return Long.MAX_VALUE;
        }
        try {
            final String max = Files.readString(CGROUP_MAX).trim();
            return max.equals("max")
                    ? Long.MAX_VALUE
                    : Long.parseLong(max) - Long.parseLong(Files.readString(CGROUP_CURRENT).trim());
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
