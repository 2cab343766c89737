package io.whimbrel.harness.cli;

import io.whimbrel.harness.image.LazyPlan;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a guest is restored whose pages come while it runs. */
final class LazyOptions {

    private static final String AHEAD = "continue";
    /** What the guest wants is found out while nothing comes unasked. */
    private static final String ON_DEMAND = "none(for=1h)";

    @Option(names = "--lazy", required = true, description = "let the guest run at once, and read its pages while it runs: "
            + "those first for which a vCPU stands still")
    private boolean lazy;

    @Option(names = "--prefetch", paramLabel = "PLUGIN", description = "with --lazy: which page is read when no vCPU stands "
            + "still for one; 'whimbrel list prefetcher' shows what there is (default: " + AHEAD + "; with --record: "
            + ON_DEMAND + ")")
    private String prefetch;

    @Option(names = "--record", paramLabel = "FILE", description = "with --lazy: write the pages that the guest had to "
            + "wait for there; a later restore reads them first with --prefetch 'recorded(FILE)'")
    private Path record;

    LazyPlan plan(final Path image, final long forNs) {
        NewFile.checkedIfAny(record);
        return new LazyPlan(image, forNs, prefetch != null ? prefetch : record == null ? AHEAD : ON_DEMAND, record);
    }
}
