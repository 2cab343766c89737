package io.whimbrel.harness.scenario;

import io.whimbrel.engine.plugin.PluginCatalog;

/** The plug-ins that come with this tool. */
public final class Catalogs {

    public static final PluginCatalog BUILT_IN = PluginCatalog.load(Catalogs.class.getClassLoader());

    private Catalogs() {}
}
