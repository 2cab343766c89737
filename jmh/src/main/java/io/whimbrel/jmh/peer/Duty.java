package io.whimbrel.jmh.peer;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** Cycles a duty on the calling thread. Ours and the bare programs idle in the same way. */
final class Duty {

    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int MAX_SPINS = 20;
    private static final int MAX_YIELDS = 20;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 50_000;

    private Duty() {}

    static IdleStrategy idleStrategy() {
        return new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NS, MAX_PARK_NS);
    }

    /**
     * Cycles until a condition holds.
     *
     * @throws IllegalStateException when it has not come true for a minute
     */
    static void cycle(final String what, final IntSupplier duty, final BooleanSupplier until) {
        final IdleStrategy idle = idleStrategy();
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
