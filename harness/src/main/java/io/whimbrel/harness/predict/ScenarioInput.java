package io.whimbrel.harness.predict;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.profile.ZeroPages;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.workloads.WorkloadFactory;
import io.whimbrel.workloads.trace.record.TraceRecorder;
import java.util.OptionalLong;
import org.agrona.concurrent.SystemNanoClock;

/**
 * A scenario, whose guest is executed on fresh memory, each operation at its intended start and none of them in real
 * time: through its warm-up, and for as long again as matters.
 *
 * @param variant whose guest
 * @param catalog where its plug-ins are found
 */
record ScenarioInput(Variant variant, PluginCatalog catalog) implements PredictionInput {

    private static final double MAX_OPERATIONS = 20_000_000;
    private static final double NS_PER_SECOND = 1e9;

    @Override
    public Subject subject(final long slowestBytesPerSecond) {
        final PageGeometry geometry = variant.guest().geometry();
        final GuestProgram program = new WorkloadFactory(catalog).create(variant.guest().spec(), geometry,
                variant.guest().vcpus());
        final long warmUpNs = variant.phases().warmUpNs();
        final long lengthNs = lengthNs(Horizon.ns(geometry, slowestBytesPerSecond));
        final AccessCollector collector = new AccessCollector(geometry, warmUpNs,
                ZeroPages.elidedAtFirst(program, geometry, variant.migration().encoding()));
        new TraceRecorder(program, geometry, SystemNanoClock.INSTANCE).recordFor(warmUpNs + lengthNs, collector);
        return collector.subject(lengthNs);
    }

    /** A guest of a million operations a second is not executed for a minute. */
    private long lengthNs(final long horizonNs) {
        final long rate = variant.guest().spec().ratePerSecond();
        final double affordableNs = rate == 0 ? Double.MAX_VALUE : MAX_OPERATIONS / rate * NS_PER_SECOND;
        return (long) Math.min(2.0 * horizonNs, affordableNs);
    }

    @Override
    public OptionalLong bytesPerSecond() {
        final long cap = variant.link().bandwidthBytesPerSecond();
        return cap == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(cap);
    }
}
