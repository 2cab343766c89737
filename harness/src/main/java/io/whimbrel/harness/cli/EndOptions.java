package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.run.DriverPlaces;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.transports.DriverPlace;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What the two ends have in common when each is started by hand, or by a run. */
final class EndOptions {

    @Option(names = "--aeron-dir", paramLabel = "DIR", description = "use the media driver that runs there (default: host one)")
    private Path aeronDirectory;

    @Option(names = "--json", description = "print what happens as lines of JSON")
    private boolean json;

    @Option(names = {"-q", "--quiet"}, description = "show no progress")
    private boolean quiet;

    @Option(names = "--child", hidden = true, description = "started by a run: lines of JSON on standard output, orders "
            + "on standard input, whose end means that the run is gone")
    private boolean child;

    @Option(names = "--driver-dir", hidden = true, description = "where to put the media driver's files")
    private Path driverDirectory;

    @Option(names = "--external-driver", hidden = true, description = "a media driver runs in --driver-dir already")
    private boolean externalDriver;

    boolean json() {
        return json || child;
    }

    boolean quiet() {
        return quiet;
    }

    boolean isChild() {
        return child;
    }

    /** Where a run has put what both of its ends leave behind. */
    Path runsScratch() {
        return driverDirectory.getParent();
    }

    /** Refuses a media driver that would not be used. */
    void check(final PluginCatalog catalog, final Variant variant) {
        new DriverPlaces(aeronDirectory).requireUse(catalog, List.of(variant));
    }

    DriverPlace driver(final Path scratch, final String role) {
        if (driverDirectory != null) {
            return externalDriver ? DriverPlace.external(driverDirectory) : DriverPlace.embedded(driverDirectory);
        }
        return new DriverPlaces(aeronDirectory).of(scratch, role);
    }
}
