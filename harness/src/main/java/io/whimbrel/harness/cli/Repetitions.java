package io.whimbrel.harness.cli;

import io.whimbrel.harness.UnusableInputException;

/** How often something is measured, of which the median counts. */
final class Repetitions {

    private static final int MOST = 1_000;

    private Repetitions() {}

    static int checked(final int repetitions) {
        if (repetitions < 1 || repetitions > MOST) {
            throw new UnusableInputException("--repeat " + repetitions + ": expected a number from 1 to " + MOST);
        }
        return repetitions;
    }
}
