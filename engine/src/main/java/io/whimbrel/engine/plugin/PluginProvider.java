package io.whimbrel.engine.plugin;

import java.util.List;

/** What a jar offers. Found by {@link java.util.ServiceLoader}; needs a public constructor without parameters. */
public interface PluginProvider {

    /**
     * The plug-ins of this jar.
     *
     * @return one or more
     */
    List<Plugin<?>> plugins();
}
