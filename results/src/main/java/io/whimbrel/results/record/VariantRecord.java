package io.whimbrel.results.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One point of a run's matrix.
 *
 * @param label       what tells it from the others, for tables and file names
 * @param settings    the keys that the matrix varies, as this variant has them
 * @param repetitions its migrations, in order
 */
public record VariantRecord(String label, Map<String, String> settings, List<MigrationRecord> repetitions) {

    /** Copies the collections; the settings keep their order. */
    public VariantRecord {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        repetitions = List.copyOf(repetitions);
    }
}
