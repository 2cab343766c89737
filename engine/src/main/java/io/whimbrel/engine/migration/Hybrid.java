package io.whimbrel.engine.migration;

import io.whimbrel.engine.policy.Convergence;

/**
 * Pre-copy for some rounds, or until the convergence policy has had enough, then post-copy of what was written since.
 */
public final class Hybrid implements MigrationStrategy {

    private final Precopy precopy = new Precopy();
    private final int rounds;
    private int roundsDone;

    /**
     * Makes the strategy of one migration.
     *
     * @param rounds after how many rounds of pre-copy the guest is handed over, at least 1
     */
    public Hybrid(final int rounds) {
        this.rounds = rounds;
    }

    @Override
    public void begin(final Transfer transfer) {
        precopy.begin(transfer);
    }

    @Override
    public int doWork(final Transfer transfer) {
        final int work = precopy.doWork(transfer);
        roundsDone = transfer.roundsEnded();
        return work;
    }

    @Override
    public boolean mayBeInterrupted() {
        return precopy.mayBeInterrupted();
    }

    @Override
    public Convergence.Decision decision() {
        return precopy.decision() == Convergence.Decision.CONTINUE && roundsDone < rounds
                ? Convergence.Decision.CONTINUE
                : Convergence.Decision.POST_COPY;
    }
}
