package io.whimbrel.engine.migration;

import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.protocol.GuestForm;

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

    /**
     * Whether the live phase may be ended now by an order from outside: no dirty bits are on their way.
     *
     * @return false while it may not
     */
    default boolean mayBeInterrupted() {
        return true;
    }

    /**
     * How many pages go before the guest runs, when it is handed over to {@linkplain Convergence.Decision#POST_COPY
     * post-copy}.
     *
     * @return pages
     */
    default long firstPages() {
        return 0;
    }

    /**
     * In what form the guest goes.
     *
     * @return pages, unless said otherwise; one that goes as an image goes while it stands still
     */
    default GuestForm form() {
        return GuestForm.PAGES;
    }
}
