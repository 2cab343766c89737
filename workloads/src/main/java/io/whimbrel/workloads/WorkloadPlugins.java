package io.whimbrel.workloads;

import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginProvider;
import io.whimbrel.workloads.arrival.builtin.ArrivalPlugins;
import io.whimbrel.workloads.content.builtin.ContentPlugins;
import io.whimbrel.workloads.kv.KvWorkload;
import io.whimbrel.workloads.pattern.builtin.PatternPlugins;
import io.whimbrel.workloads.synthetic.SyntheticWorkload;
import io.whimbrel.workloads.trace.replay.TraceWorkload;
import java.util.List;
import java.util.stream.Stream;

/** Offers the workloads that come with Whimbrel, and the patterns, arrivals and contents that they are made of. */
public final class WorkloadPlugins implements PluginProvider {

    /** Called by the service loader. */
    public WorkloadPlugins() {}

    @Override
    public List<Plugin<?>> plugins() {
        return Stream.of(List.<Plugin<?>>of(KvWorkload.plugin(), SyntheticWorkload.plugin(), TraceWorkload.plugin()),
                PatternPlugins.all(),
                ArrivalPlugins.all(), ContentPlugins.all()).flatMap(List::stream).toList();
    }
}
