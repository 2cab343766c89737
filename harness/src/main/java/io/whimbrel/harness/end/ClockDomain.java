package io.whimbrel.harness.end;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Tells whether two processes read one clock: on Linux they do when they run under one boot of one kernel. */
final class ClockDomain {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private ClockDomain() {}

    /** Equal for processes that read one clock; random where the machine does not say. */
    static long ofThisProcess() {
        if (!Files.isReadable(BOOT_ID)) {
            return ThreadLocalRandom.current().nextLong();
        }
        try {
            final UUID boot = UUID.fromString(Files.readString(BOOT_ID).trim());
            return boot.getMostSignificantBits() ^ boot.getLeastSignificantBits();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
