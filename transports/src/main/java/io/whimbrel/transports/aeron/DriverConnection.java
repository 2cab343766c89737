package io.whimbrel.transports.aeron;

import io.aeron.Aeron;
import io.aeron.RethrowingErrorHandler;
import io.aeron.driver.MediaDriver;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SocketLimits;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;

/** A client of a media driver, and the driver itself where this process hosts it. */
final class DriverConnection implements AutoCloseable {

    /**
     * How long buffers stay mapped after the client has closed: an agent that is still in the middle of a copy when
     * its link is closed under it, or when the driver dies, must not fault.
     */
    private static final long CLOSE_LINGER_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final MediaDriver driver;
    private final Aeron aeron;

    private DriverConnection(final MediaDriver driver, final Aeron aeron) {
        this.driver = driver;
        this.aeron = aeron;
    }

    /**
     * Connects to a driver, having started it if it is not external.
     *
     * @throws IllegalArgumentException when there is no driver, or one where there should be none
     */
    static DriverConnection open(final DriverPlace place, final Media media, final SocketLimits limits,
            final LinkErrors errors) {
        if (place.external()) {
            if (!EmbeddedDriver.isRunning(place.directory())) {
                throw new IllegalArgumentException("no media driver runs in " + place.directory());
            }
            return new DriverConnection(null, connect(place, errors));
        }
        final MediaDriver driver = EmbeddedDriver.launch(place.directory(), media, limits, errors);
        try {
            return new DriverConnection(driver, connect(place, errors));
        } catch (final RuntimeException e) {
            CloseHelper.quietClose(driver);
            throw e;
        }
    }

    private static Aeron connect(final DriverPlace place, final LinkErrors errors) {
        return Aeron.connect(new Aeron.Context().aeronDirectoryName(place.directory().toString())
                .driverTimeoutMs(EmbeddedDriver.DRIVER_TIMEOUT_MS).closeLingerDurationNs(CLOSE_LINGER_NS)
                .errorHandler(errors).subscriberErrorHandler(RethrowingErrorHandler.INSTANCE));
    }

    Aeron aeron() {
        return aeron;
    }

    /** The client first: it must not outlive the memory that it shares with the driver. */
    @Override
    public void close() {
        CloseHelper.closeAll(aeron, driver);
    }
}
