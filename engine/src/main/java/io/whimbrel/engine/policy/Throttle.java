package io.whimbrel.engine.policy;

/** Decides at each sync how much the guest's vCPUs are slowed. Called from the source's thread; must not block. */
@FunctionalInterface
public interface Throttle {

    /**
     * Decides.
     *
     * @param view the migration as this sync found it
     * @return share of the time that each vCPU must not run, 0 to 0.99
     */
    double decide(RoundView view);
}
