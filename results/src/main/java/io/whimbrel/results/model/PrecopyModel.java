package io.whimbrel.results.model;

/** A way of working out beforehand what a pre-copy migration will cost. */
public interface PrecopyModel {

    /** The downtime limit that any rest fits: the guest is paused after the first pass. */
    double UNLIMITED = Double.POSITIVE_INFINITY;

    /**
     * What it is called.
     *
     * @return one word for a table
     */
    String name();

    /**
     * Works it out.
     *
     * @param guest                what is migrated
     * @param link                 over what
     * @param downtimeLimitSeconds the guest is paused as soon as the rest needs no longer than this, and not before
     *                             every page was sent once; {@link #UNLIMITED} for right after that
     * @return what is to be expected
     */
    Prediction predict(ModelledGuest guest, ModelledLink link, double downtimeLimitSeconds);
}
