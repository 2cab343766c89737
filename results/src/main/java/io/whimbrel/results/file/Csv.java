package io.whimbrel.results.file;

/** Cells of comma-separated values, quoted where they must be. */
final class Csv {

    private Csv() {}

    static String cell(final Object value) {
        final String text = value == null ? "" : value.toString();
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
