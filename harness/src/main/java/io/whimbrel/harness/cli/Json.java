package io.whimbrel.harness.cli;

import tools.jackson.databind.json.JsonMapper;

/** JSON for those who asked for it. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static String print(final Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }
}
