package io.whimbrel.harness.run;

import io.whimbrel.harness.scenario.Catalogs;
import io.whimbrel.harness.scenario.Draft;
import io.whimbrel.harness.scenario.Scenario;
import io.whimbrel.harness.scenario.ScenarioFile;
import io.whimbrel.harness.scenario.Variant;
import java.util.List;
import java.util.stream.Stream;

/** Scenarios that take next to no time. */
public final class Small {

    /** A process that lives for a second gains nothing by the optimizing compiler, which takes a core for most of it. */
    static final List<String> JAVA_FLAGS = Stream.concat(ChildSettings.JAVA_FLAGS.stream(),
            Stream.of("-XX:TieredStopAtLevel=1")).toList();

    private Small() {}

    public static Variant variant(final String... assignments) {
        Draft draft = ScenarioFile.builtIn().set("migration.strategy=precopy").set("migration.sync=round-snapshot")
                .set("guest.memory=16MiB").set("guest.rate=10k/s").set("phases.rehearsal=0")
                .set("phases.warm-up=50ms")
                .set("phases.before=100ms").set("phases.after=100ms").set("link.bandwidth=100MiB/s");
        for (final String assignment : assignments) {
            draft = draft.set(assignment);
        }
        return Scenario.of(draft, Catalogs.BUILT_IN).variants().getFirst();
    }
}
