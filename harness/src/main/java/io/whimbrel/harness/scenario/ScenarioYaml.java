package io.whimbrel.harness.scenario;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes scenarios as YAML that reads back as the same. */
public final class ScenarioYaml {

    private ScenarioYaml() {}

    /**
     * The effective configuration.
     *
     * @param scenario a scenario
     * @return YAML, every key with its value
     */
    public static String print(final Scenario scenario) {
        return dump(scenario.tree());
    }

    /**
     * One variant as a scenario of its own.
     *
     * @param variant a variant
     * @return YAML, every key with its value, no matrix
     */
    public static String print(final Variant variant) {
        return dump(variant.tree());
    }

    private static String dump(final Map<String, Object> tree) {
        return new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setIndent(2).setIndicatorIndent(2)
                .setIndentWithIndicator(true).setWidth(120).build()).dumpToString(tree);
    }
}
