package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.image.ImageStore;
import io.whimbrel.engine.policy.Convergence;
import io.whimbrel.engine.protocol.GuestForm;
import io.whimbrel.engine.snapshot.ExecutionState;
import org.agrona.concurrent.NanoClock;

/**
 * What is sent while the guest is paused: after a last sync the rest of its pages; of a guest that is suspended, the
 * image that it is written to first; of one that goes on by post-copy, no more than the first pages and which of the
 * others are out of date.
 */
final class Residual {

    private final Guest guest;
    private final String description;
    private final MigrationStrategy strategy;
    private final Transfer transfer;
    private final ImageStore images;
    private final SourceTimes times;
    private final NanoClock clock;
    private boolean isPostCopy;
    private boolean lastSyncDone;
    /** Null where everything is sent. */
    private Parting parting;
    /** Null while, and where, none is written. */
    private SteppedImage checkpoint;
    private boolean sent;

    /**
     * Prepares.
     *
     * @param description of the guest, for its image
     * @param times       are told what is done when
     */
    Residual(final Guest guest, final String description, final MigrationStrategy strategy, final Transfer transfer,
            final ImageStore images, final SourceTimes times, final NanoClock clock) {
        this.guest = guest;
        this.description = description;
        this.strategy = strategy;
        this.transfer = transfer;
        this.images = images;
        this.times = times;
        this.clock = clock;
    }

    /** The guest is about to be paused for this. */
    void decide(final Convergence.Decision switchOver) {
        isPostCopy = switchOver == Convergence.Decision.POST_COPY;
    }

    /** Whether the guest is handed over without what it has written last. */
    boolean isPostCopy() {
        return isPostCopy;
    }

    /** One step, while the guest is paused. */
    int doWork() {
        if (!lastSyncDone) {
            if (!transfer.pollSync()) {
                return 0;
            }
            lastSyncDone = true;
            times.lastSynced = clock.nanoTime();
            begin();
        }
        if (checkpoint != null && !checkpoint.isComplete()) {
            return suspend();
        }
        return parting == null ? sendRest() : part();
    }

    private void begin() {
        transfer.postponeSync();
        transfer.guestStandsStill();
        if (strategy.form() == GuestForm.CHECKPOINT) {
            checkpoint = new SteppedImage(
                    images.create(guest.memory(), description, guest.vcpus().size(), guest.stateLength()),
                    guest.memory().geometry());
        } else if (isPostCopy) {
            parting = transfer.part(strategy.firstPages());
        } else {
            transfer.beginRound();
        }
    }

    /** Goes on writing the paused guest to a file; what is sent after is what that holds. */
    private int suspend() {
        checkpoint.write(page -> true);
        if (checkpoint.isWritten()) {
            checkpoint.complete(ExecutionState.of(guest));
            times.imageWritten = clock.nanoTime();
            transfer.beginRound();
        }
        return 1;
    }

    private int sendRest() {
        final int pages = transfer.send(false);
        if (!transfer.isRoundSent()) {
            return pages;
        }
        times.residualSent = clock.nanoTime();
        transfer.endPausedRound();
        sent = true;
        return pages + 1;
    }

    private int part() {
        if (!parting.send(clock.nanoTime())) {
            return 0;
        }
        times.residualSent = clock.nanoTime();
        transfer.parted();
        sent = true;
        return 1;
    }

    /** Whether all of it was handed to the link. */
    boolean isSent() {
        return sent;
    }

    /** Pages that are to follow once the guest runs at the destination. */
    long absentPages() {
        return parting == null ? 0 : transfer.push().absentPages();
    }
}
