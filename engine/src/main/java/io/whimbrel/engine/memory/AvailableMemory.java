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

    private static final Path CGROUP_STAT = Path.of("/sys/fs/cgroup/memory.stat");

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

    /** File pages that nobody has used lately: counted as used by the group, but given back when asked for. */
    private static long reclaimable() throws IOException {
        if (!Files.isReadable(CGROUP_STAT)) {
            return 0;
        }
        for (final String line : Files.readAllLines(CGROUP_STAT)) {
            if (line.startsWith("inactive_file ")) {
                return Long.parseLong(line.substring("inactive_file ".length()).trim());
            }
        }
        return 0;
    }

    private static long cgroup() {
        if (!Files.isReadable(CGROUP_MAX) || !Files.isReadable(CGROUP_CURRENT)) {
            return Long.MAX_VALUE;
        }
        try {
            final String max = Files.readString(CGROUP_MAX).trim();
            return max.equals("max")
                    ? Long.MAX_VALUE
                    : Math.max(0, Long.parseLong(max) - Long.parseLong(Files.readString(CGROUP_CURRENT).trim())
                            + reclaimable());
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
