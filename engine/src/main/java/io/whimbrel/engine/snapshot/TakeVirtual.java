package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.guest.Guest;
import org.agrona.concurrent.NanoClock;

/**
 * Takes a virtual snapshot. All that depends on the guest's size is made by the constructor, before the pause; in the
 * pause each vCPU gets its barrier and the execution state is copied, whatever the size of the memory.
 */
public final class TakeVirtual extends PausedOperation {

    static {
        CopyOnWritePractice.run();
    }

    private final VirtualSnapshot snapshot;

    /**
     * Prepares.
     *
     * @param guest      the guest
     * @param limitBytes the memory that saved pages may take up at most
     * @param clock      measures
     * @throws io.whimbrel.engine.memory.MemoryUnavailableException when the machine could not give that much
     */
    public TakeVirtual(final Guest guest, final long limitBytes, final NanoClock clock) {
        super(guest, clock);
        snapshot = new VirtualSnapshot(guest, limitBytes, clock);
    }

    @Override
    void begin() {
        snapshot.attach();
    }

    @Override
    boolean work() {
        return true;
    }

    @Override
    void ended() {
        snapshot.guestRunsAfter(pauseNs());
    }

    /**
     * The snapshot.
     *
     * @return to be read once this {@link #isDone()}
     */
    public VirtualSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public void onClose() {
        if (snapshot.state() == null) {
            snapshot.close();
        }
    }

    @Override
    public String roleName() {
        return "take-virtual-snapshot";
    }
}
