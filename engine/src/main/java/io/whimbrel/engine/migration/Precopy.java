package io.whimbrel.engine.migration;

import io.whimbrel.engine.policy.Convergence;

/**
 * Sends every page while the guest runs, then what was written meanwhile, and so on, until the convergence policy has
 * the guest paused for the rest.
 */
public final class Precopy implements MigrationStrategy {

    private enum Step {
        FIRST_SYNC, SENDING, SYNC_WITHIN_ROUND, SYNC_AFTER_ROUND
    }

    private Step step = Step.FIRST_SYNC;
    private Convergence.Decision decision = Convergence.Decision.CONTINUE;

    /** Makes the strategy of one migration. */
    public Precopy() {}

    @Override
    public void begin(final Transfer transfer) {
        // What was written until now goes with everything else: without this sync it would go twice.
        transfer.beginSync();
    }

    @Override
    public int doWork(final Transfer transfer) {
        return switch (step) {
            case FIRST_SYNC -> {
                if (!transfer.pollSync()) {
                    yield 0;
                }
                transfer.addEveryPage();
                transfer.beginRound();
                step = Step.SENDING;
                yield 1;
            }
            case SENDING -> send(transfer);
            case SYNC_WITHIN_ROUND -> {
                if (!transfer.pollSync()) {
                    yield 0;
                }
                step = Step.SENDING;
                yield 1;
            }
            case SYNC_AFTER_ROUND -> {
                if (!transfer.pollSync()) {
                    yield 0;
                }
                transfer.endRound();
                decision = transfer.decide();
                if (decision == Convergence.Decision.CONTINUE) {
                    transfer.beginRound();
                    step = Step.SENDING;
                }
                yield 1;
            }
        };
    }

    private int send(final Transfer transfer) {
        final int pages = transfer.send(true);
        if (transfer.isRoundSent()) {
            transfer.beginSync();
            step = Step.SYNC_AFTER_ROUND;
            return pages + 1;
        }
        if (transfer.isSyncDue()) {
            transfer.beginSync();
            step = Step.SYNC_WITHIN_ROUND;
            return pages + 1;
        }
        return pages;
    }

    @Override
    public Convergence.Decision decision() {
        return decision;
    }

    @Override
    public boolean mayBeInterrupted() {
        return step == Step.SENDING;
    }
}
