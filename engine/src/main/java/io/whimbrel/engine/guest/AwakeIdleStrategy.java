package io.whimbrel.engine.guest;

import org.agrona.concurrent.IdleStrategy;

/**
 * Stays awake for some hundred microseconds after there was something to do, and then backs off. Whoever wants the core
 * has it within a microsecond or two; giving it away each time would make every other look at what there is to do late.
 */
final class AwakeIdleStrategy implements IdleStrategy {

    private static final int LOOKS = 1000;
    private static final int LOOKS_PER_YIELD = 8;

    private final IdleStrategy asleep;
    private int looks;

    AwakeIdleStrategy(final IdleStrategy asleep) {
        this.asleep = asleep;
    }

    @Override
    public void idle(final int workCount) {
        if (workCount > 0) {
            reset();
        } else {
            idle();
        }
    }

    @Override
    public void idle() {
        if (looks == LOOKS) {
            asleep.idle();
        } else if (++looks % LOOKS_PER_YIELD == 0) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }

    @Override
    public void reset() {
        looks = 0;
        asleep.reset();
    }

    @Override
    public String alias() {
        return "awake";
    }
}
