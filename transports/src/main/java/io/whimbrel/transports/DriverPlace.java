package io.whimbrel.transports;

import java.nio.file.Path;

/**
 * Where an end finds its media driver.
 *
 * @param directory the driver's directory
 * @param external  true when a driver runs there already; false when the end is to host one of its own, and removes
 *                  the directory when it closes
 */
public record DriverPlace(Path directory, boolean external) {

    /**
     * The end hosts its own driver.
     *
     * @param directory a directory that does not exist yet, on memory-backed storage where there is such; whoever
     *                  chooses it removes it, should the process be killed
     * @return the place
     */
    public static DriverPlace embedded(final Path directory) {
        return new DriverPlace(directory, false);
    }

    /**
     * A driver runs already.
     *
     * @param directory its directory
     * @return the place
     */
    public static DriverPlace external(final Path directory) {
        return new DriverPlace(directory, true);
    }
}
