package io.whimbrel.engine.guest;

/**
 * When, in guest time, operations begin to count: as before the migration, as during it, and as after it. An operation
 * belongs to the phase in which it was meant to start, however late it ends. Set by whoever runs the migration, read by
 * the vCPUs.
 */
public final class OperationPhases {

    /** The phase of an operation. */
    public enum Phase {
        /** Meant to start while the machine was still warming up: not counted. */
        WARM_UP,
        /** Meant to start before the migration was asked for. */
        BEFORE,
        /** Meant to start while it was under way. */
        DURING,
        /** Meant to start after the guest ran on for good, at whichever side. */
        AFTER
    }

    private volatile long beforeFromNs;
    private volatile long duringFromNs = Long.MAX_VALUE;
    private volatile long afterFromNs = Long.MAX_VALUE;

    /** Makes phases without a warm-up, of which only the one before the migration has begun. */
    public OperationPhases() {}

    /**
     * The warm-up ends, or will.
     *
     * @param guestTimeNs nanoseconds since the guest was started
     */
    public void beforeFrom(final long guestTimeNs) {
        beforeFromNs = guestTimeNs;
    }

    /**
     * The migration begins.
     *
     * @param guestTimeNs nanoseconds since the guest was started
     */
    public void duringFrom(final long guestTimeNs) {
        duringFromNs = guestTimeNs;
    }

    /**
     * The migration is over.
     *
     * @param guestTimeNs nanoseconds since the guest was started
     */
    public void afterFrom(final long guestTimeNs) {
        afterFromNs = guestTimeNs;
    }

    /**
     * When the migration began.
     *
     * @return nanoseconds since the guest was started; {@link Long#MAX_VALUE} when it has not
     */
    public long duringFromNs() {
        return duringFromNs;
    }

    Phase of(final long guestTimeNs) {
        if (guestTimeNs < duringFromNs) {
            return guestTimeNs < beforeFromNs ? Phase.WARM_UP : Phase.BEFORE;
        }
        return guestTimeNs < afterFromNs ? Phase.DURING : Phase.AFTER;
    }
}
