package io.whimbrel.engine.guest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Pauses one vCPU at an operation boundary. One controller thread asks and looks; the vCPU's thread answers; neither
 * waits.
 *
 * <p>Every pause and every resume is a new generation, pauses odd and resumes even. The vCPU answers a pause with the
 * pause's own generation, so an answer to an earlier pause is never taken for an answer to this one:
 *
 * <pre>
 *   controller:  requestPause (1)        resume (2)  requestPause (3)   isPaused: 1 is not 3, so no
 *   vCPU:                    mayRun: answers 1                                        mayRun: answers 3
 * </pre>
 *
 * <p>What the vCPU did before it answered is visible to the controller once {@link #isPaused} is true, and what the
 * controller did before {@link #resume} is visible to the vCPU once {@link #mayRun} is true again.
 */
public final class PauseGate {

    private static final VarHandle ANSWER;

    static {
        try {
            ANSWER = MethodHandles.lookup().findVarHandle(PauseGate.class, "answer", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long generation;
    private volatile long answer;

    /** Makes a gate that lets the vCPU run. */
    public PauseGate() {
        // The fields' initial values say it all.
    }

    /** Asks the vCPU to pause at its next boundary. By the controller; does nothing when it has asked already. */
    public void requestPause() {
        final long current = generation;
        if (!isPause(current)) {
            generation = current + 1;
        }
    }

    /** Lets the vCPU run again. By the controller; does nothing when it may run already. */
    public void resume() {
        final long current = generation;
        if (isPause(current)) {
            generation = current + 1;
        }
    }

    /**
     * Whether the vCPU has answered the pause last asked for. By the controller.
     *
     * @return true when the vCPU stands still and will until {@link #resume}
     */
    public boolean isPaused() {
        final long current = generation;
        return isPause(current) && (long) ANSWER.getAcquire(this) == current;
    }

    /**
     * Whether the vCPU may execute its next operation. By the vCPU, at every operation boundary.
     *
     * @return false when it must stand still, and ask again
     */
    public boolean mayRun() {
        final long current = generation;
        if (!isPause(current)) {
            return true;
        }
        if (answer != current) {
            ANSWER.setRelease(this, current);
        }
        return false;
    }

    private static boolean isPause(final long generation) {
        return (generation & 1) != 0;
    }
}
