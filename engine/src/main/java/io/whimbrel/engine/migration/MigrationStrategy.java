package io.whimbrel.engine.migration;

import io.whimbrel.engine.policy.Convergence;

/**
 * A way to migrate: what the source does while the guest still runs. What follows, the pause, the residual pages and
 * the handoff of ownership, is the same for all. One class per strategy; one object per migration.
 */
public interface MigrationStrategy {

    /**
     * The live phase begins: the destination is ready for pages.
     *
     * @param transfer what it does it with
     */
    void begin(Transfer transfer);

    /**
     * One step of the live phase. Never blocks.
     *
     * @param transfer what it does it with
     * @return work done
     */
    int doWork(Transfer transfer);

    /**
     * What the live phase has come to.
     *
     * @return {@link Convergence.Decision#CONTINUE} while it lasts
     */
    Convergence.Decision decision();
}
