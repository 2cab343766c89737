package io.whimbrel.transports.aeron;

import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.whimbrel.transports.SocketLimits;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** Starts media drivers. The one place that knows how a driver is best set up for two cores. */
final class EmbeddedDriver {

    /**
     * How long a silent peer is taken for alive. The migration's own heartbeats notice sooner; this only bounds how
     * long a dead peer's streams linger, and must outlast the seconds for which a busy machine may hold a driver up.
     */
    static final long PEER_LIVENESS_NS = TimeUnit.SECONDS.toNanos(5);

    /** Below the default, as whoever waits for a dead peer's streams to go waits for a timer too. */
    private static final long TIMER_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Generous: on a starved machine a live process may not run for seconds. */
    static final long DRIVER_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(10);

    /**
     * The longest nap of a thread of the driver. A handoff over a quiet link waits for such naps at every hop:
     * with Aeron's own 1 ms a first round trip over loopback takes 2 ms, with this a quarter, for about 2 % of a core.
     */
    private static final long MAX_PARK_NS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long MIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long MAX_SPINS = 10;
    private static final long MAX_YIELDS = 20;
    /**
     * Over shared memory no data goes through the driver: it moves windows on and clears logs, which has time, and a
     * thread that spins and yields meanwhile does so on the core of a vCPU that waits for a page.
     */
    private static final long HOUSEKEEPING_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private static final int DEFAULT_BUFFER_BYTES = 128 << 10;

    private EmbeddedDriver() {}

    /**
     * Starts a driver in this process.
     *
     * @throws IllegalArgumentException when a driver runs in the directory already
     */
    static MediaDriver launch(final Path directory, final Media media, final SocketLimits limits,
            final ErrorHandler errors) {
        return launch(directory, media, limits, errors, UnaryOperator.identity());
    }

    /** As above, with settings of the caller's own on top. */
    static MediaDriver launch(final Path directory, final Media media, final SocketLimits limits,
            final ErrorHandler errors, final UnaryOperator<MediaDriver.Context> more) {
        if (isRunning(directory)) {
            throw new IllegalArgumentException(
                    "a media driver runs in " + directory
                            + " already; use it as an external one, or another directory");
        }
        final int buffer = Math.min(DEFAULT_BUFFER_BYTES, limits.smallerBytes());
        // Backoff throughout: a thread that spins takes a core from the guest. Where a socket is involved the conductor
        // gets a thread of its own, so that housekeeping does not stall the network.
        final ThreadingMode threads = media == Media.IPC ? ThreadingMode.SHARED : ThreadingMode.SHARED_NETWORK;
        return MediaDriver.launch(more.apply(new MediaDriver.Context().aeronDirectoryName(directory.toString())
                .dirDeleteOnStart(true).dirDeleteOnShutdown(true).warnIfDirectoryExists(false).threadingMode(threads)
                .sharedIdleStrategy(housekeeping()).sharedNetworkIdleStrategy(backoff())
                .errorHandler(errors).driverTimeoutMs(DRIVER_TIMEOUT_MS).timerIntervalNs(TIMER_INTERVAL_NS)
                .imageLivenessTimeoutNs(PEER_LIVENESS_NS).publicationConnectionTimeoutNs(PEER_LIVENESS_NS)
                .socketSndbufLength(buffer).socketRcvbufLength(buffer).initialWindowLength(buffer)));
    }

    private static IdleStrategy backoff() {
        return new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NS, MAX_PARK_NS);
    }

    private static IdleStrategy housekeeping() {
        return new BackoffIdleStrategy(0, 0, HOUSEKEEPING_PARK_NS, MAX_PARK_NS);
    }

    static boolean isRunning(final Path directory) {
        return CommonContext.isDriverActive(directory.toFile(), DRIVER_TIMEOUT_MS, line -> {
            // What it has to say is only how it found out.
        });
    }
}
