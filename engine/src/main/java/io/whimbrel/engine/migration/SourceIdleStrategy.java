package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.BackOff;
import io.whimbrel.engine.observe.SourceState;
import org.agrona.concurrent.IdleStrategy;

/**
 * Idles the thread of a migration's source. While it serves pages the guest runs elsewhere and a vCPU there may ask at
 * any time, so it falls asleep late, and gives its core to whoever wants it; before, it would stay awake on a core of the
 * guest's.
 */
public final class SourceIdleStrategy implements IdleStrategy {

    private final MigrationSource source;
    private final IdleStrategy besideGuest = BackOff.soon();
    private final IdleStrategy serving = BackOff.late();

    /**
     * Makes the idle strategy of one source.
     *
     * @param source whose thread idles
     */
    public SourceIdleStrategy(final MigrationSource source) {
        this.source = source;
    }

    @Override
    public void idle(final int workCount) {
        strategy().idle(workCount);
    }

    @Override
    public void idle() {
        strategy().idle();
    }

    @Override
    public void reset() {
        strategy().reset();
    }

    private IdleStrategy strategy() {
        return source.state() == SourceState.SERVING ? serving : besideGuest;
    }

    @Override
    public String alias() {
        return "migration-source";
    }
}
