package io.whimbrel.engine.observe;

/** The states of a migration's destination, in the order of a run that goes well. */
public enum DestinationState {
    /** Waiting for a source to greet. */
    LISTENING,
    /** The guest's memory is being provided. */
    POPULATING,
    /** Pages are arriving. */
    RECEIVING,
    /** Everything is here and confirmed; the guest is paused until the source says that it is ours. */
    PREPARED,
    /** The guest is ours and runs here; pages of it are still at the source. */
    FETCHING,
    /** The guest is ours and runs here as far as its pages are here: the way to the others was cut. */
    SEVERED,
    /** The guest is ours and runs here, and all of it is here. */
    RUNNING,
    /** The migration has ended before the guest was ours; what was received is dropped. */
    ABORTED,
    /** Confirmed, and then the source fell silent: nobody here can know whose the guest is. It stays paused. */
    IN_DOUBT,
    /** An operator ordered the paused guest to be dropped here. */
    DISCARDED;

    /**
     * Whether the guest may run at the destination in this state.
     *
     * @return true when it may
     */
    public boolean ownsGuest() {
        return this == RUNNING || fetches();
    }

    /**
     * Whether the guest runs here without all of its pages.
     *
     * @return true while a page may be absent
     */
    public boolean fetches() {
        return this == FETCHING || this == SEVERED;
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
     * Whether another link may take the link's place, whichever side has noticed that it is cut. Also once everything is
     * here: the source may not have heard so.
     *
     * @return true when the migration can be recovered
     */
    public boolean isRenewable() {
        return ownsGuest() || this == PREPARED || this == IN_DOUBT;
    }

    /**
     * Whether nothing more will happen by itself.
     *
     * @return true at the end
     */
    public boolean isFinal() {
        return this == RUNNING || this == ABORTED || this == DISCARDED;
    }
}
