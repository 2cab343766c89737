package io.whimbrel.harness.end;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.scenario.GuestSettings;
import io.whimbrel.workloads.GuestSpec;
import io.whimbrel.workloads.WorkloadFactory;

/**
 * The guest with which a migration is rehearsed.
 *
 * @param description what it runs
 * @param geometry    of its memory
 */
record RehearsedGuest(String description, PageGeometry geometry) {

    private static final long MEMORY_BYTES = 8 << 20;
    private static final int MIN_PAGES = 64;
    private static final long OPERATIONS_PER_SECOND = 200_000;

    /** It runs what the scenario's does, or what guests usually run where that needs more memory than there is here. */
    static RehearsedGuest like(final GuestSettings guest, final PluginCatalog catalog) {
        final int pageBytes = guest.geometry().pageBytes();
        final PageGeometry geometry = new PageGeometry(Math.max(MEMORY_BYTES, (long) MIN_PAGES * pageBytes),
                pageBytes);
        final GuestSpec spec = guest.spec();
        final String wanted = new GuestSpec(spec.workload(), OPERATIONS_PER_SECOND, spec.reads(), spec.writes(),
                spec.arrival(), spec.content(), spec.seed()).toString();
        return new RehearsedGuest(fits(wanted, geometry, catalog) ? wanted : GuestSpec.DEFAULT.toString(), geometry);
    }

    private static boolean fits(final String wanted, final PageGeometry geometry, final PluginCatalog catalog) {
        try {
            return new WorkloadFactory(catalog).create(wanted, geometry, 1).needsContents();
        } catch (final IllegalArgumentException e) {
            return false;
        }
    }
}
