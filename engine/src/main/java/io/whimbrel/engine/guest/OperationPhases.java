package io.whimbrel.engine.guest;

/**
 * When, in guest time, operations begin to count as during the migration, and when as after it. An operation belongs
 * to the phase in which it was meant to start, however late it ends. Set by the migration's thread, read by the vCPUs.
 */
public final class OperationPhases {

    /** The phase of an operation. */
    public enum Phase {
        /** Meant to start before the migration was asked for. */
        BEFORE,
        /** Meant to start while it was under way. */
        DURING,
        /** Meant to start after the guest ran on for good, at whichever side. */
        AFTER
    }

    private volatile long duringFromNs = Long.MAX_VALUE;
    private volatile long afterFromNs = Long.MAX_VALUE;

    /** Makes phases of which only the first has begun. */
    public OperationPhases() {}

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
        return guestTimeNs < duringFromNs ? Phase.BEFORE : guestTimeNs < afterFromNs ? Phase.DURING : Phase.AFTER;
    }
}
