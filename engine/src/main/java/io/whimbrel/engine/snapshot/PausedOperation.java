package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.guest.Guest;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Something done to a guest between two of its operations: the vCPUs are asked to stop, it is done, they run on. A guest
 * that was asked to pause before stays so. An agent of the guest's controller: its duty cycle never waits, and has no work any
 * more when the operation is done. Closing the agent gives back what it needed for itself.
 */
public abstract sealed class PausedOperation implements Agent permits TakeFull, TakeVirtual, RollBack {

    private enum Step {
        ORDERED, PAUSING, WORKING, DONE
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

    /** The guest has just stopped. If this throws, it runs on as it was. */
    abstract void begin();

    /** A part of the work; true when all is done. */
    abstract boolean work();

    /** The guest runs again. */
    void ended() {}

    @Override
    public final int doWork() {
        switch (step) {
            case ORDERED -> ask();
            case PAUSING -> {
                if (!guest.isPaused()) {
                    return 0;
                }
                beginOrRunOn();
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
            beginOrRunOn();
        }
    }

    private void beginOrRunOn() {
        try {
            begin();
            step = Step.WORKING;
        } catch (final RuntimeException e) {
            step = Step.DONE;
            runOn();
            throw e;
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
     * Whether the guest runs again. By any thread, to which all that was done is then visible.
     *
     * @return true when nothing is left to do
     */
    public final boolean isDone() {
        return step == Step.DONE;
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
