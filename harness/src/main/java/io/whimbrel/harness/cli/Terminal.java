package io.whimbrel.harness.cli;

import java.io.PrintStream;

/**
 * Where a command prints.
 *
 * @param out           results
 * @param err           progress and complaints
 * @param errIsTerminal whether a person watches {@code err}, so that a line may be redrawn
 * @param colors        whether colours are welcome on {@code out}
 */
public record Terminal(PrintStream out, PrintStream err, boolean errIsTerminal, boolean colors) {

    /** The launcher, which can tell, says by this property that standard error is a terminal. */
    private static final String STDERR_IS_TERMINAL = "whimbrel.stderr.terminal";

    /**
     * The process's own streams.
     *
     * @return the terminal
     */
    public static Terminal system() {
        final boolean outIsTerminal = System.console() != null && System.console().isTerminal();
        return new Terminal(System.out, System.err, Boolean.getBoolean(STDERR_IS_TERMINAL),
                outIsTerminal && System.getenv("NO_COLOR") == null);
    }
}
