package io.whimbrel.jmh.ratio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the files that JMH writes with {@code -rf json}. */
final class JmhJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JmhJson() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException in one line, when it cannot be read or is no such file
     */
    static List<Row> read(final Path file) {
        final JsonNode root;
        try {
            root = MAPPER.readTree(Files.readAllBytes(file));
        } catch (final JacksonException e) {
            throw new IllegalArgumentException(file + " is no JSON: " + e.getOriginalMessage(), e);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        if (!root.isArray()) {
            throw new IllegalArgumentException(file + " was not written by JMH with -rf json");
        }
        final List<Row> rows = new ArrayList<>();
        root.forEach(entry -> rows.add(row(entry)));
        return rows;
    }

    private static Row row(final JsonNode entry) {
        final Map<String, String> params = new TreeMap<>();
        entry.path("params").properties().forEach(param -> params.put(param.getKey(), param.getValue().asString()));
        final Map<String, Samples> metrics = new LinkedHashMap<>();
        metrics.put(Row.PRIMARY, samples(entry.path("primaryMetric")));
        entry.path("secondaryMetrics").properties()
                .forEach(metric -> metrics.put(metric.getKey(), samples(metric.getValue())));
        final String[] name = entry.path("benchmark").asString().split("\\.");
        return new Row(name[name.length - 2] + "." + name[name.length - 1], params, metrics);
    }

    private static Samples samples(final JsonNode metric) {
        final DoubleStream.Builder values = DoubleStream.builder();
        metric.path("rawData").forEach(fork -> fork.forEach(value -> values.add(value.asDouble())));
        final double[] raw = values.build().toArray();
        return new Samples(raw.length > 0 ? raw : new double[]{metric.path("score").asDouble()},
                metric.path("scoreUnit").asString());
    }
}
