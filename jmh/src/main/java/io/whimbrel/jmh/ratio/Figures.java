package io.whimbrel.jmh.ratio;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Every figure of some runs. */
final class Figures {

    private final List<Row> rows;

    Figures(final List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    List<Row> rows() {
        return rows;
    }

    /** The median of a primary metric; where several rows match, the largest of their medians. */
    OptionalDouble median(final String benchmark, final Map<String, String> params) {
        return median(benchmark, params, Row.PRIMARY);
    }

    OptionalDouble median(final String benchmark, final Map<String, String> params, final String metric) {
        return largest(benchmark, params, metric, Samples::median);
    }

    private OptionalDouble largest(final String benchmark, final Map<String, String> params, final String metric,
            final ToDoubleFunction<Samples> value) {
        return rows.stream().filter(row -> row.matches(benchmark, params) && row.metrics().containsKey(metric))
                .mapToDouble(row -> value.applyAsDouble(row.metrics().get(metric))).max();
    }
}
