package io.whimbrel.transports.tcp;

import java.nio.ByteBuffer;

/** Somebody who has connected to a destination and has not yet said who it is. */
final class Visitor {

    private final Connection connection;
    private final long deadlineNs;
    private final ByteBuffer buffer = Preamble.newBuffer();

    Visitor(final Connection connection, final long deadlineNs) {
        this.connection = connection;
        this.deadlineNs = deadlineNs;
    }

    /** Listens to what it says; false when it is no source, and need not be listened to any longer. */
    boolean listen(final long nowNs) {
        return connection.read(buffer) != Connection.ENDED && Preamble.mayBegin(buffer)
                && (!buffer.hasRemaining() || nowNs - deadlineNs < 0);
    }

    /** Whether it has said all that it has to say. */
    boolean hasSpoken() {
        return !buffer.hasRemaining();
    }

    /** What it has said; null when that is nothing that a source says. */
    Preamble preamble() {
        return Preamble.decode(buffer);
    }

    Connection connection() {
        return connection;
    }
}
