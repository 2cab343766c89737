package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.policy.RoundView;

/** Stops after a number of live rounds, whatever they have achieved; sooner only when nothing is dirty. */
public final class FixedRounds implements Convergence {

    private final int rounds;

    /**
     * Makes the condition of one migration.
     *
     * @param rounds live rounds, the first full pass among them
     */
    public FixedRounds(final int rounds) {
        this.rounds = rounds;
    }

    @Override
    public Decision decide(final RoundView view) {
        return view.round() >= rounds || view.dirtyPages() == 0 ? Decision.STOP_AND_COPY : Decision.CONTINUE;
    }
}
