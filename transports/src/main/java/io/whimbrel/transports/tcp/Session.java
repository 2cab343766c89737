package io.whimbrel.transports.tcp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The connections between one source and one destination, as they come together. */
final class Session implements AutoCloseable {

    private static final int CONTROL = 0;
    private static final int URGENT = 1;
    private static final int FIRST_DATA = 2;

    private final Preamble preamble;
    private final Connection[] connections;
    private final ByteBuffer unexpected = ByteBuffer.allocateDirect(1);

    /**
     * Begins without connections.
     *
     * @param preamble of any of them: says whose they are, and how many
     */
    Session(final Preamble preamble) {
        this.preamble = preamble;
        connections = new Connection[FIRST_DATA + preamble.streams()];
    }

    /** Takes a connection that belongs here; false when it does not, or is here already. */
    boolean add(final Preamble said, final Connection connection) {
        final int slot = slot(said);
        if (!said.as(preamble.kind(), preamble.stripe()).equals(preamble) || slot < 0 || connections[slot] != null) {
            return false;
        }
        connections[slot] = connection;
        return true;
    }

    private static int slot(final Preamble said) {
        return switch (said.kind()) {
            case CONTROL -> CONTROL;
            case URGENT -> URGENT;
            case DATA -> FIRST_DATA + said.stripe();
            case WELCOME, BUSY -> -1;
        };
    }

    boolean isComplete() {
        return Arrays.stream(connections).allMatch(Objects::nonNull);
    }

    Preamble preamble() {
        return preamble;
    }

    List<Connection> control() {
        return List.of(connections[CONTROL]);
    }

    List<Connection> urgent() {
        return List.of(connections[URGENT]);
    }

    List<Connection> data() {
        return List.of(connections).subList(FIRST_DATA, connections.length);
    }

    /** Whether the control connection, on which nothing is said before all connections are there, is as it should be. */
    boolean isWaiting() {
        return connections[CONTROL].read(unexpected.clear()) == 0;
    }

    /** What has ended the first of the connections that have ended; null as long as all are well. */
    String trouble() {
        for (final Connection connection : connections) {
            if (connection.trouble() != null) {
                return connection.trouble();
            }
        }
        return null;
    }

    @Override
    public void close() {
        for (final Connection connection : connections) {
            if (connection != null) {
                connection.close();
            }
        }
    }
}
