package io.whimbrel.harness;

import io.whimbrel.engine.guest.TimerSlack;
import io.whimbrel.harness.cli.Cli;
import io.whimbrel.harness.cli.Terminal;

/** Where the process begins. */
public final class Main {

    private Main() {}

    /**
     * Runs the command line.
     *
     * @param arguments as typed
     */
    public static void main(final String[] arguments) {
        TimerSlack.tighten();
        System.exit(Cli.execute(Terminal.system(), arguments));
    }
}
