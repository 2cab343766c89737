package io.whimbrel.engine.observe;

/** The states of a migration's source, in the order of a run that goes well. ARCHITECTURE.md holds the state table. */
public enum SourceState {
    /** Not asked to migrate yet. The guest runs here. */
    IDLE,
    /** Greeting the destination until it is ready. The guest runs here. */
    CONNECTING,
    /** Sending pages while the guest runs here. */
    LIVE,
    /** The guest was asked to pause and is coming to its boundaries. */
    PAUSING,
    /** The guest is paused; the pages that remain are being sent. */
    RESIDUAL,
    /** Everything is sent; waiting for the destination to confirm that it holds everything. The guest is paused. */
    PREPARING,
    /** Ownership is given up, for good: the destination was told, or is being told, to run the guest. */
    RELEASED,
    /** The destination runs the guest; pages of it are still here, and are sent on demand and in between. */
    SERVING,
    /** The destination runs the guest, and the way there was cut while pages of it are still here. */
    SEVERED,
    /** The way is there again; finding out which pages the destination is without. */
    RESUMING,
    /** The destination runs the guest, and holds all of it. */
    COMPLETED,
    /** The migration has ended before the point of no return; the guest runs on here. */
    FAILED,
    /** Ownership is given up and the destination is silent: nobody here can know. The guest is paused. */
    IN_DOUBT,
    /** An operator ordered the paused guest to run here, answering for it that it does not run elsewhere. */
    RECOVERED,
    /** An operator ordered the paused guest to be dropped here. */
    DISCARDED;

    /**
     * Whether the guest may run at the source in this state.
     *
     * @return true when it may
     */
    public boolean ownsGuest() {
        return switch (this) {
            case IDLE, CONNECTING, LIVE, PAUSING, RESIDUAL, PREPARING, FAILED, RECOVERED -> true;
            case RELEASED, SERVING, SEVERED, RESUMING, COMPLETED, IN_DOUBT, DISCARDED -> false;
        };
    }

    /**
     * Whether pages of a guest that runs at the destination are still needed from here.
     *
     * @return true from its first operation there until it has every page
     */
    public boolean serves() {
        return this == SERVING || this == SEVERED || this == RESUMING;
    }

    /**
     * Whether the link was given up here, so that the migration waits for another.
     *
     * @return true when it is to be recovered
     */
    public boolean isCut() {
        return this == SEVERED || this == IN_DOUBT;
    }

    /**
     * Whether another link may take the link's place, whichever side has noticed that it is cut.
     *
     * @return true when the migration can be recovered
     */
    public boolean isRenewable() {
        return serves() || this == RELEASED || this == IN_DOUBT;
    }

    /**
     * Whether nothing more will happen by itself.
     *
     * @return true at the end
     */
    public boolean isFinal() {
        return switch (this) {
            case COMPLETED, FAILED, RECOVERED, DISCARDED -> true;
            default -> false;
        };
    }
}
