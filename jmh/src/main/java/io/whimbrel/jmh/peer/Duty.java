package io.whimbrel.jmh.peer;

import io.whimbrel.engine.guest.BackOff;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.agrona.concurrent.IdleStrategy;

/** Cycles a duty on the calling thread. */
final class Duty {

    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);

    private Duty() {}

    /** Cycles until a condition holds, and backs off in between. */
    static void cycle(final String what, final IntSupplier duty, final BooleanSupplier until) {
        cycle(what, duty, BackOff.soon(), until);
    }

    /**
     * Cycles until a condition holds.
     *
     * @throws IllegalStateException when it has not come true for a minute
     */
    static void cycle(final String what, final IntSupplier duty, final IdleStrategy idle, final BooleanSupplier until) {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (!until.getAsBoolean()) {
            final int work = duty.getAsInt();
            idle.idle(work);
            if (work == 0 && System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException(what + " was not reached within a minute");
            }
        }
    }
}
