package io.whimbrel.harness.run;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.Transport;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the ends find their media drivers.
 *
 * @param external directory of a driver that runs already; null when each end hosts its own
 */
public record DriverPlaces(Path external) {

    /**
     * Makes sure that a driver that was named takes part somewhere.
     *
     * @param catalog  where transports are found
     * @param variants what is to be run
     * @throws UnusableInputException when none of the transports needs a driver
     */
    public void requireUse(final PluginCatalog catalog, final List<Variant> variants) {
        if (external != null && variants.stream().map(variant -> variant.link().transport()).distinct()
                .noneMatch(transport -> catalog.create(Transport.class, transport).needsDriver())) {
            throw new UnusableInputException("--aeron-dir: " + variants.getFirst().link().transport()
                    + " uses no media driver; leave the option out, or choose a transport over Aeron");
        }
    }

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
