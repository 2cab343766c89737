package io.whimbrel.harness.image;

import java.util.Locale;
import java.util.function.Function;

/** How a snapshot is taken and kept. */
public enum SnapshotKind {
    /** The guest stands still until all of its memory is copied. */
    FULL(FullLife::new),
    /** The guest stands still for an instant, and saves each page that it writes as long as the snapshot is kept. */
    VIRTUAL(VirtualLife::new),
    /** As virtual, and all of it is copied while the guest runs on: then nothing need be saved any more. */
    COPIED(CopiedLife::new);

    private final Function<HostedGuest, SnapshotLife> lives;

    SnapshotKind(final Function<HostedGuest, SnapshotLife> lives) {
        this.lives = lives;
    }

    /** A snapshot yet to be taken. */
    SnapshotLife of(final HostedGuest guest) {
        return lives.apply(guest);
    }

    /**
     * Whether it knows which pages the guest writes while it lasts.
     *
     * @return false where all is copied while the guest stands still
     */
    public boolean knowsWhatIsWritten() {
        return this != FULL;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
