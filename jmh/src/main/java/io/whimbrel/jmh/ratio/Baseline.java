package io.whimbrel.jmh.ratio;

import io.whimbrel.jmh.ForkFlags;
import io.whimbrel.results.environment.Machine;
import io.whimbrel.results.file.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The figures reached, as files to be kept: one for people, one for programs. */
final class Baseline {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String command;
    private final List<Finding> findings;
    private final Figures figures;

    /**
     * Makes one.
     *
     * @param command the command that gives these figures
     */
    Baseline(final String command, final List<Finding> findings, final Figures figures) {
        this.command = command;
        this.findings = findings;
        this.figures = figures;
    }

    /** Writes both files: the name with {@code .md} and with {@code .json}. */
    void write(final Path name) {
        AtomicFile.write(name.resolveSibling(name.getFileName() + ".md"),
                out -> out.write(markdown().getBytes(StandardCharsets.UTF_8)));
        AtomicFile.write(name.resolveSibling(name.getFileName() + ".json"),
                out -> out.write(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json())));
    }

    private String markdown() {
        final Machine machine = Machine.local();
        return "# Figures reached\n\nMedians. Machine: " + machine.cpuModel() + ", " + machine.cores() + " cores, "
                + machine.operatingSystem() + ", JDK " + machine.javaVersion() + ".\n\n```\n" + command
                + "\n```\n\n## Targets\n\n" + Summary.targets(findings).markdown() + "\n## All figures\n\n"
                + Summary.figures(figures).markdown();
    }

    private Map<String, Object> json() {
        final Map<String, Object> root = new LinkedHashMap<>();
        root.put("schemaVersion", 1);
        root.put("command", command);
        root.put("environment", Machine.local().environment(ForkFlags.all(), Map.of()));
        final List<Map<String, Object>> targets = new ArrayList<>();
        for (final Finding finding : findings) {
            final Map<String, Object> target = new LinkedHashMap<>();
            target.put("target", finding.what());
            target.put("unit", finding.unit());
            target.put(finding.atLeast() ? "atLeast" : "atMost", finding.limit());
            target.put("reached", finding.isMeasured() ? finding.reached().getAsDouble() : null);
            target.put("verdict", finding.verdict());
            targets.add(target);
        }
        root.put("targets", targets);
        root.put("figures", figures());
        return root;
    }

    private List<Map<String, Object>> figures() {
        final List<Map<String, Object>> list = new ArrayList<>();
        for (final Row row : figures.rows()) {
            row.metrics().forEach((metric, samples) -> {
                final Map<String, Object> figure = new LinkedHashMap<>();
                figure.put("benchmark", row.benchmark());
                figure.put("params", row.params());
                figure.put("metric", metric);
                figure.put("unit", samples.unit());
                figure.put("median", samples.median());
                figure.put("samples", samples.values());
                list.add(figure);
            });
        }
        return list;
    }
}
