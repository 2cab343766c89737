package io.whimbrel.results.record;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The JSON form of a {@link RunRecord}, checked against the written schema in both directions. */
public final class RunJson {

    /** The schema's resource, beside this class. */
    public static final String SCHEMA = "run-schema.json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final ObjectWriter WRITER = MAPPER.writer().with(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n")).withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private RunJson() {}

    /**
     * Prints a record.
     *
     * @param run the record
     * @return JSON that conforms to the schema
     * @throws IllegalStateException when it does not, which is a defect of this program
     */
    public static String print(final RunRecord run) {
        final String json = WRITER.writeValueAsString(run) + "\n";
        final List<String> faults = faults(json);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("the run's record does not conform to its schema: " + faults.getFirst());
        }
        return json;
    }

    /**
     * Reads a record.
     *
     * @param json what {@link #print} gave
     * @return the record
     * @throws IllegalArgumentException in one line when it is not JSON or does not conform to the schema
     */
    public static RunRecord parse(final String json) {
        try {
            final List<String> faults = faults(json);
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException("not a run record: " + faults.getFirst());
            }
            return MAPPER.readValue(json, RunRecord.class);
        } catch (final JacksonException e) {
            throw new IllegalArgumentException("not a run record: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Checks text against the schema.
     *
     * @param json JSON text
     * @return what is wrong, one line each; empty when nothing is
     */
    public static List<String> faults(final String json) {
        return Holder.SCHEMA.validate(json, InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage()).toList();
    }

    /**
     * The schema's text.
     *
     * @return JSON Schema, draft 2020-12
     */
    public static String schema() {
        try (InputStream in = RunJson.class.getResourceAsStream(SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parsed once, when first needed. */
    private static final class Holder {
        private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema(), InputFormat.JSON);
    }
}
