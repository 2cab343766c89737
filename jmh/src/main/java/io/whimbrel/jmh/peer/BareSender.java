package io.whimbrel.jmh.peer;

import io.whimbrel.engine.memory.GuestMemory;

/** The sending end of a program that does nothing but move memory by the library with which it is compared. */
abstract class BareSender implements AutoCloseable {

    private final PeerProcess peer;

    BareSender(final PeerProcess peer) {
        this.peer = peer;
    }

    /**
     * Moves a memory to the other process.
     *
     * @return nanoseconds from the first byte to the acknowledgement of the last
     * @throws IllegalStateException when other bytes have arrived than were sent
     */
    final long send(final GuestMemory whole) {
        begin(whole);
        peer.ask(PeerMain.RECEIVE_BARE);
        final long beganNs = System.nanoTime();
        Duty.cycle("an acknowledgement", this::doWork, this::isAcknowledged);
        final long tookNs = System.nanoTime() - beganNs;
        final String digest = peer.answer();
        if (!digest.equals(Long.toHexString(MemoryDigest.of(whole)))) {
            throw new IllegalStateException("the bare program delivered other bytes than it sent");
        }
        return tookNs;
    }

    /** Sends this from now on. */
    abstract void begin(GuestMemory whole);

    /** Sends, and listens for the acknowledgement, without waiting. */
    abstract int doWork();

    abstract boolean isAcknowledged();

    @Override
    public abstract void close();
}
