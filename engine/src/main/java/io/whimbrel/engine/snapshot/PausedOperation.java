package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.guest.Guest;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Something done to a guest between two of its operations: the vCPUs are asked to stop, it is done, they run on. A guest
 * that was asked to pause before stays so. An agent of the guest's controller: its duty cycle never waits, and has no work any
 * more when the operation is done. Closing the agent gives back what it needed for itself.
 *
 * <pre>
 *   ORDERED --> PAUSING --> WORKING --> DONE      the guest runs on, or stays paused if it was
 *      |           |           |
 *      '-----------+-----------'------> FAILED    so too; but one that is part one thing and part another stays paused
 * </pre>
 *
 * <p>What it failed for is thrown, once.
 */
public abstract sealed class PausedOperation implements Agent permits TakeFull, TakeVirtual, RollBack {

    private enum Step {
        ORDERED, PAUSING, WORKING, DONE, FAILED
    }

    private final Guest guest;
    private final NanoClock clock;
    private volatile Step step = Step.ORDERED;
    private boolean wasPaused;
    private long askedNs;
    private long pauseNs;

    PausedOperation(final Guest guest, final NanoClock clock) {
        this.guest = guest;
        this.clock = clock;
    }

    /** The guest has just stopped. */
    abstract void begin();

    /** A part of the work; true when all is done. */
    abstract boolean work();

    /** The guest runs again. */
    void ended() {}

    /** Whether the guest is part one thing and part another, and so must not run. */
    boolean isTorn() {
        return false;
    }

    @Override
    public final int doWork() {
        try {
            return advance();
        } catch (final RuntimeException | Error e) {
            if (isTorn()) {
                step = Step.FAILED;
                throw new SnapshotException(roleName()
                        + " failed in the middle: the guest stays paused, for part of it is of"
                        + " one instant and part of another; roll it back once more, or drop it: " + e.getMessage(), e);
            }
            runOn();
            step = Step.FAILED;
            throw e;
        }
    }

    private int advance() {
        switch (step) {
            case ORDERED -> ask();
            case PAUSING -> {
                if (!guest.isPaused()) {
                    return 0;
                }
                begin();
                step = Step.WORKING;
            }
            case WORKING -> {
            }
            default -> {
                return 0;
            }
        }
        if (step == Step.WORKING && work()) {
            runOn();
            ended();
            step = Step.DONE;
        }
        return 1;
    }

    private void ask() {
        wasPaused = guest.isAskedToPause();
        askedNs = clock.nanoTime();
        guest.requestPause();
        step = Step.PAUSING;
        if (guest.isPaused()) {
            begin();
            step = Step.WORKING;
        }
    }

    private void runOn() {
        if (!wasPaused) {
            guest.resume();
        }
        pauseNs = clock.nanoTime() - askedNs;
    }

    final Guest guest() {
        return guest;
    }

    /**
     * Whether all was done and the guest runs again. By any thread, to which all that was done is then visible.
     *
     * @return true when nothing is left to do
     */
    public final boolean isDone() {
        return step == Step.DONE;
    }

    /**
     * Whether it was given up: nothing more will be done. By any thread.
     *
     * @return true once the duty cycle has thrown what was amiss
     */
    public final boolean isFailed() {
        return step == Step.FAILED;
    }

    /**
     * How long the guest was held up: from asking its vCPUs to stop to letting them run.
     *
     * @return nanoseconds
     */
    public final long pauseNs() {
        return pauseNs;
    }
}
