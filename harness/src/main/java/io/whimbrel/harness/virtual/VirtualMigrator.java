package io.whimbrel.harness.virtual;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.run.Migrator;
import io.whimbrel.harness.run.Orders;
import io.whimbrel.harness.run.Orders.Answer;
import io.whimbrel.harness.run.Pair;
import io.whimbrel.harness.scenario.Variant;

/** Both ends and the guest in virtual time, on the caller's thread. */
public final class VirtualMigrator implements Migrator {

    private final PluginCatalog catalog;

    /**
     * Simulates.
     *
     * @param catalog where plug-ins are found
     */
    public VirtualMigrator(final PluginCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Orders orders() {
        return name -> Answer.no("a run in virtual time takes no orders");
    }

    @Override
    public Pair migrate(final Variant variant, final Observer observer) {
        try (VirtualWorld world = new VirtualWorld(variant, catalog)) {
            return world.run();
        }
    }
}
