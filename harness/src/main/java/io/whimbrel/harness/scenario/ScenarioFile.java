package io.whimbrel.harness.scenario;

import io.whimbrel.harness.UnusableInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where scenarios come from: a file, or the one that ships with this tool. */
public final class ScenarioFile {

    /** The scenario that runs when none is named. */
    public static final String BUILT_IN = "default.yaml";

    private ScenarioFile() {}

    /**
     * Reads a file.
     *
     * @param file its path
     * @return what it says
     * @throws UnusableInputException in one line, when it cannot be read or understood
     */
    public static Draft read(final Path file) {
        return DraftReader.read(file.toString(), text(file));
    }

    /**
     * Reads a file's text, whatever it says.
     *
     * @param file its path
     * @return the text
     * @throws UnusableInputException in one line, when it cannot be read or is no text
     */
    public static String text(final Path file) {
        try {
            return Files.readString(file);
        } catch (final NoSuchFileException e) {
            throw new UnusableInputException(file + ": there is no such file", e);
        } catch (final MalformedInputException e) {
            throw new UnusableInputException(file + ": not a text file in UTF-8", e);
        } catch (final IOException e) {
            throw new UnusableInputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the scenario that ships with this tool.
     *
     * @return what it says
     */
    public static Draft builtIn() {
        try (InputStream in = ScenarioFile.class.getResourceAsStream(BUILT_IN)) {
            return DraftReader.read(BUILT_IN, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
