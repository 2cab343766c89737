package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The command line as a test gives it, and all that it says. */
abstract class CommandLine {

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();

    final int execute(final String... arguments) {
        return Cli.execute(new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false, false), arguments);
    }

    final String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    final String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** One line, nothing else, and the code for unusable input. */
    final void refused(final String complaint, final String... arguments) {
        assertEquals(2, execute(arguments));
        assertEquals(complaint + "\n", err());
        assertEquals("", out());
        err.reset();
    }
}
