package io.whimbrel.jmh.peer;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.workloads.WorkloadFactory;

/** Every plug-in in the jar. */
final class Plugins {

    static final PluginCatalog CATALOG = PluginCatalog.load(Plugins.class.getClassLoader());
    static final WorkloadFactory WORKLOADS = new WorkloadFactory(CATALOG);

    private Plugins() {}
}
