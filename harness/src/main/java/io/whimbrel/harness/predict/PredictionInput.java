package io.whimbrel.harness.predict;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.profile.ProfileFile;
import io.whimbrel.harness.scenario.Draft;
import io.whimbrel.harness.scenario.Scenario;
import io.whimbrel.harness.scenario.ScenarioFile;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.model.MeasuredProfile;
import io.whimbrel.workloads.trace.TraceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Something from which a migration can be predicted. */
public interface PredictionInput {

    /**
     * What is to be predicted.
     *
     * @param slowestBytesPerSecond the slowest link for which it will be: the slower, the longer its writes matter
     * @return the subject
     */
    Subject subject(long slowestBytesPerSecond);

    /**
     * The link that the input itself speaks of.
     *
     * @return bytes per second; empty for none
     */
    default OptionalLong bytesPerSecond() {
        return OptionalLong.empty();
    }

    /**
     * Opens a file, which says itself of which kind it is: a trace by its first bytes, a profile by its keys.
     *
     * @param file        a profile, a trace or a scenario
     * @param assignments keys of a scenario to be set
     * @param catalog     knows the plug-ins that a scenario names
     * @return the input
     * @throws UnusableInputException in one line, when it cannot be used
     */
    static PredictionInput open(final Path file, final List<String> assignments, final PluginCatalog catalog) {
        if (isTrace(file)) {
            requireNone(assignments, file + " is a trace");
            return new TraceInput(TraceFile.open(file));
        }
        final String text = ScenarioFile.text(file);
        if (ProfileFile.isProfile(file.toString(), text)) {
            requireNone(assignments, file + " is a profile");
            final MeasuredProfile profile = ProfileFile.parse(file.toString(), text);
            return slowest -> Subject.of(profile.guest());
        }
        return of(variant(file, assignments, catalog), catalog);
    }

    /**
     * The guest of a scenario.
     *
     * @param variant whose guest
     * @param catalog knows the plug-ins that it names
     * @return the input
     */
    static PredictionInput of(final Variant variant, final PluginCatalog catalog) {
        return new ScenarioInput(variant, catalog);
    }

    private static boolean isTrace(final Path file) {
        final byte[] magic = "WHIMTRAC".getBytes(StandardCharsets.US_ASCII);
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(magic, in.readNBytes(magic.length));
        } catch (final NoSuchFileException e) {
            throw new UnusableInputException(file + ": there is no such file", e);
        } catch (final IOException e) {
            throw new UnusableInputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireNone(final List<String> assignments, final String instead) {
        if (!assignments.isEmpty()) {
            throw new UnusableInputException("--set " + assignments.getFirst() + ": " + instead
                    + ", and only a scenario has keys to be set");
        }
    }

    /** The one guest that the scenario's matrix migrates in one way or another. */
    private static Variant variant(final Path file, final List<String> assignments, final PluginCatalog catalog) {
        Draft draft = ScenarioFile.read(file);
        for (final String assignment : assignments) {
            draft = draft.set(assignment);
        }
        final List<Variant> variants = Scenario.of(draft, catalog).variants();
        if (variants.stream().map(Variant::guest).distinct().count() > 1) {
            throw new UnusableInputException(file + ": one guest is predicted at a time, and the matrix has several; "
                    + "set its keys of 'guest' with --set");
        }
        return variants.getLast();
    }
}
