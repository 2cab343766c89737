package io.whimbrel.transports.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection that a source is making, up to the answer to its preamble. */
final class Dial implements AutoCloseable {

    /** How far it is. */
    enum Progress {
        /** Not yet answered. */
        UNDER_WAY,
        /** Frames may follow. */
        WELCOME,
        /** Another source is being served. */
        BUSY,
        /** Whoever answers is no destination of a migration. */
        STRANGER,
        /** Nobody is there. */
        FAILED
    }

    private final Preamble preamble;
    private final Connection connection;
    private final ByteBuffer buffer = Preamble.newBuffer();
    private boolean connected;
    private boolean asked;
    private Progress progress = Progress.UNDER_WAY;
    private String failure;

    private Dial(final Preamble preamble, final Connection connection) {
        this.preamble = preamble;
        this.connection = connection;
        preamble.encode(buffer);
    }

    /** Begins. */
    static Dial to(final InetSocketAddress address, final Preamble preamble, final int bufferBytes)
            throws IOException {
        final SocketChannel channel = SocketChannel.open();
        try {
            final Dial dial = new Dial(preamble, new Connection(channel, bufferBytes));
            dial.connected = channel.connect(address);
            return dial;
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Goes on as far as it goes without waiting, and not beyond the answer: what follows that are frames. */
    Progress advance() {
        if (progress == Progress.UNDER_WAY) {
            progress = step();
        }
        return progress;
    }

    private Progress step() {
        try {
            connected = connected || connection.channel().finishConnect();
        } catch (final IOException e) {
            failure = Connection.text(e);
            return Progress.FAILED;
        }
        if (!connected) {
            return Progress.UNDER_WAY;
        }
        if (!asked) {
            connection.write(buffer);
            asked = !buffer.hasRemaining();
            if (asked) {
                buffer.clear();
            }
        } else if (connection.read(buffer) != Connection.ENDED) {
            return answer();
        }
        failure = connection.trouble();
        return failure == null ? Progress.UNDER_WAY : Progress.FAILED;
    }

    private Progress answer() {
        if (!Preamble.mayBegin(buffer)) {
            return Progress.STRANGER;
        }
        if (buffer.hasRemaining()) {
            return Progress.UNDER_WAY;
        }
        final Preamble answer = Preamble.decode(buffer);
        if (answer == null) {
            return Progress.STRANGER;
        }
        return switch (answer.kind()) {
            case WELCOME -> Progress.WELCOME;
            case BUSY -> Progress.BUSY;
            default -> Progress.STRANGER;
        };
    }

    /** What has gone wrong; null as long as nothing has. */
    String failure() {
        return failure;
    }

    /** What was said of the connection. */
    Preamble preamble() {
        return preamble;
    }

    /** The connection, once it is welcome. */
    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        connection.close();
    }
}
