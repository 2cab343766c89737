package io.whimbrel.engine.policy;

/** Decides at each sync whether pre-copy goes on. Called from the source's thread; must not block. */
@FunctionalInterface
public interface Convergence {

    /** What becomes of the migration after a sync. */
    enum Decision {
        /** Another round. */
        CONTINUE,
        /** Pause the guest and send the rest. */
        STOP_AND_COPY,
        /** Resume at the destination at once and fetch the rest there. */
        POST_COPY,
        /** Give up; the guest stays at the source. */
        ABORT
    }

    /**
     * Decides. Asked after every round from the first on; with {@code clear-at-send} a round is one pass over memory.
     *
     * @param view the migration as this sync found it
     * @return what to do next
     */
    Decision decide(RoundView view);
}
