package io.whimbrel.engine.policy;

/** Predicts the downtime if the guest were paused now. */
@FunctionalInterface
public interface DowntimePredictor {

    /**
     * Predicts.
     *
     * @param view the migration as this sync found it
     * @return nanoseconds, or -1 while unknown
     */
    long expectedDowntimeNs(RoundView view);
}
