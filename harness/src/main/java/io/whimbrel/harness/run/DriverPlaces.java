package io.whimbrel.harness.run;

import io.whimbrel.transports.DriverPlace;
import java.nio.file.Path;

/**
 * Where the ends find their media drivers.
 *
 * @param external directory of a driver that runs already; null when each end hosts its own
 */
public record DriverPlaces(Path external) {

    /**
     * The place of one end.
     *
     * @param scratch where an end of its own would put a driver
     * @param role    the end's name
     * @return the place
     */
    public DriverPlace of(final Path scratch, final String role) {
        return external == null ? DriverPlace.embedded(scratch.resolve(role)) : DriverPlace.external(external);
    }
}
