package io.whimbrel.engine.tracking;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One vCPU's half of the handshake: its acknowledgement of the collector's epochs.
 *
 * <p>The state is one word: the last epoch acknowledged, and whether the vCPU is online. While it is online only the
 * vCPU writes it, by plain release stores. While it is offline the collector may acknowledge on its behalf, by compare
 * and set, which is why coming online is a compare and set as well: exactly one of the two wins, and neither waits.
 */
final class VcpuHandshake {

    private static final long NOT_ONLINE = -1;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(VcpuHandshake.class, "state", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Handshake handshake;
    private long seen = NOT_ONLINE;
    private volatile long state;

    VcpuHandshake(final Handshake handshake) {
        this.handshake = handshake;
    }

    /** Whether {@link #acknowledge} has anything to say. By the vCPU, at an operation boundary. */
    boolean isDue() {
        return seen != handshake.epoch();
    }

    /**
     * Acknowledges the newest epoch, coming online if need be. By the vCPU, at an operation boundary: everything that
     * it did before becomes visible to the collector that sees the acknowledgement.
     *
     * @return the epoch acknowledged
     */
    long acknowledge() {
        if (seen == NOT_ONLINE) {
            long offline;
            do {
                offline = state;
                seen = handshake.epoch();
            } while (!STATE.compareAndSet(this, offline, online(seen)));
        } else {
            seen = handshake.epoch();
            STATE.setRelease(this, online(seen));
        }
        return seen;
    }

    /** The vCPU will not act until it acknowledges again. By the vCPU. */
    void goOffline() {
        if (seen != NOT_ONLINE) {
            STATE.setRelease(this, offline(seen));
            seen = NOT_ONLINE;
        }
    }

    /** Whether the vCPU has acknowledged an epoch; acknowledges for one that is offline. By the collector. */
    boolean hasAcknowledged(final long epoch) {
        final long observed = (long) STATE.getAcquire(this);
        return observed >>> 1 == epoch || !isOnline(observed) && STATE.compareAndSet(this, observed, offline(epoch));
    }

    private static long online(final long epoch) {
        return epoch << 1 | 1;
    }

    private static long offline(final long epoch) {
        return epoch << 1;
    }

    private static boolean isOnline(final long state) {
        return (state & 1) != 0;
    }
}
