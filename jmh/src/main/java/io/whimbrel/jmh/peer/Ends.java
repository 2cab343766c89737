package io.whimbrel.jmh.peer;

import io.aeron.CommonContext;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.Transport;
import java.nio.file.Path;
import org.agrona.IoUtil;

/** Opens the ends of transports. */
final class Ends {

    private Ends() {}

    /** A media driver for an end to host. */
    static DriverPlace newDriver() {
        final Path directory = Path.of(CommonContext.generateRandomDirName());
        // The driver removes it when it is closed; a run that is interrupted never closes it.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> IoUtil.delete(directory.toFile(), true)));
        return DriverPlace.embedded(directory);
    }

    /** A destination's end that can already say where it is. */
    static DestinationEnd listen(final String transport, final DriverPlace driver) {
        final Transport opened = Plugins.CATALOG.create(Transport.class, transport);
        final DestinationEnd end = opened.listen(opened.anyAddress(), driver);
        Duty.cycle("the destination's address", end::doWork, () -> end.address() != null || end.failure() != null);
        if (end.failure() != null) {
            throw new IllegalStateException(end.failure());
        }
        return end;
    }
}
