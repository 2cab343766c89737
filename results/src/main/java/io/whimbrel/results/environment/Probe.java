package io.whimbrel.results.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads facts from the files in which a Linux kernel publishes them. Elsewhere every fact is absent. */
public final class Probe {

    private final Path root;

    /**
     * Reads beneath a root.
     *
     * @param root {@code /}, or in tests a directory that looks like it
     */
    public Probe(final Path root) {
        this.root = root;
    }

    /**
     * A file's text.
     *
     * @param path relative to the root
     * @return trimmed, or null when it cannot be read
     */
    public String text(final String path) {
        // Files.readString takes a first byte, then the rest; for a kernel parameter there is no rest.
        try (InputStream in = Files.newInputStream(root.resolve(path))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).trim();
        } catch (final IOException e) {
            // A fact that this machine does not tell; the caller reports it as absent.
            return null;
        }
    }

    /**
     * Where a link leads.
     *
     * @param path relative to the root
     * @return the last name of the way there, or null when there is no such link
     */
    public String linked(final String path) {
        try {
            return Files.readSymbolicLink(root.resolve(path)).getFileName().toString();
        } catch (final IOException | UnsupportedOperationException e) {
            // As above.
            return null;
        }
    }

    /**
     * A file that holds one number.
     *
     * @param path relative to the root
     * @return the number, or null
     */
    public Long number(final String path) {
        final String text = text(path);
        return text != null && text.matches("-?[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    /**
     * The chosen word of a file that lists all of them, as in {@code always [madvise] never}.
     *
     * @param path relative to the root
     * @return the word in brackets, or null
     */
    public String chosen(final String path) {
        final String text = text(path);
        return text != null && text.matches("(?s).*\\[[^]]+].*") ? text.replaceAll("(?s).*\\[([^]]+)].*", "$1") : null;
    }

    /**
     * A value of a file with lines of the form {@code key: value}.
     *
     * @param path relative to the root
     * @param key  without the colon
     * @return the value of the first such line, or null
     */
    public String field(final String path, final String key) {
        final String text = text(path);
        return text == null
                ? null
                : text.lines().filter(line -> line.matches("\\Q" + key + "\\E\\s*:.*"))
                        .map(line -> line.substring(line.indexOf(':') + 1).trim()).findFirst().orElse(null);
    }

    /**
     * What follows the first word of a file's line.
     *
     * @param path relative to the root
     * @param word the line's first
     * @return the rest of the first such line, or null
     */
    public String after(final String path, final String word) {
        final String text = text(path);
        return text == null
                ? null
                : text.lines().filter(line -> line.startsWith(word + " "))
                        .map(line -> line.substring(word.length()).trim()).findFirst().orElse(null);
    }

    /**
     * A length in {@code kB}, as the kernel prints them.
     *
     * @param path relative to the root
     * @param key  without the colon
     * @return bytes, or null
     */
    public Long kibibytes(final String path, final String key) {
        final String value = field(path, key);
        return value != null && value.matches("[0-9]{1,15} kB") ? Long.parseLong(value.replace(" kB", "")) << 10 : null;
    }
}
