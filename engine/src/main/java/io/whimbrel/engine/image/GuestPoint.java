package io.whimbrel.engine.image;

import io.whimbrel.engine.guest.Guest;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** A point in a guest's life, but for its memory: what is needed, beside the pages, to let it go on from there. */
public final class GuestPoint {

    private final String guest;
    private final int vcpus;
    private final long guestTimeNs;
    private final byte[] state;

    /**
     * Makes a point.
     *
     * @param guest       the guest's description, opaque to the engine
     * @param vcpus       number of virtual CPUs
     * @param guestTimeNs when it was, in nanoseconds since the guest was started
     * @param state       execution state
     */
    public GuestPoint(final String guest, final int vcpus, final long guestTimeNs, final byte[] state) {
        this.guest = guest;
        this.vcpus = vcpus;
        this.guestTimeNs = guestTimeNs;
        this.state = state.clone();
    }

    /**
     * Where a guest stands.
     *
     * @param description the guest's description
     * @param guest       paused
     * @param nowNs       the time on its clock
     * @return the point
     */
    public static GuestPoint of(final String description, final Guest guest, final long nowNs) {
        final byte[] state = new byte[guest.stateLength()];
        guest.saveState(new UnsafeBuffer(state), 0);
        return new GuestPoint(description, guest.vcpus().size(), nowNs - guest.startNs(), state);
    }

    /**
     * Puts a guest where this point is: its memory must hold, or come to hold, the pages that belong to it.
     *
     * @param other paused, of the same description
     * @param nowNs the time on its clock
     * @throws IllegalArgumentException when the state is not that of such a guest
     */
    public void applyTo(final Guest other, final long nowNs) {
        other.loadState(new UnsafeBuffer(state), 0, state.length);
        other.startedAt(nowNs - guestTimeNs);
    }

    /**
     * The guest's description.
     *
     * @return text, opaque to the engine
     */
    public String guest() {
        return guest;
    }

    /**
     * The number of virtual CPUs.
     *
     * @return at least 1
     */
    public int vcpus() {
        return vcpus;
    }

    /**
     * When it was.
     *
     * @return nanoseconds since the guest was started
     */
    public long guestTimeNs() {
        return guestTimeNs;
    }

    /**
     * The execution state.
     *
     * @return a copy
     */
    public byte[] state() {
        return state.clone();
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof final GuestPoint point && guest.equals(point.guest) && vcpus == point.vcpus
                && guestTimeNs == point.guestTimeNs && Arrays.equals(state, point.state);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(state) * 31 + guest.hashCode();
    }

    @Override
    public String toString() {
        return guest + " at " + guestTimeNs + " ns";
    }
}
