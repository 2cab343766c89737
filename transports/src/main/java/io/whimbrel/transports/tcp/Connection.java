package io.whimbrel.transports.tcp;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A socket that never blocks. That it has died is an answer, not an exception: the duty cycle goes on, and whoever
 * judges the link asks for {@link #trouble()}. A connection that cannot be written to any more may still be read: what
 * the other side said last lies there.
 */
final class Connection implements AutoCloseable {

    /** What {@link #read} and {@link #write} answer once nothing more can come or go. */
    static final int ENDED = -1;

    private final SocketChannel channel;
    private final ByteBuffer[] single = new ByteBuffer[1];
    private String readTrouble;
    private String writeTrouble;

    /** Takes over a socket, connected or not. What is written goes out at once: frames are gathered before. */
    Connection(final SocketChannel channel, final int bufferBytes) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, bufferBytes);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Reads what there is, and answers how many bytes that was. */
    int read(final ByteBuffer target) {
        if (readTrouble != null) {
            return ENDED;
        }
        try {
            final int count = channel.read(target);
            if (count < 0) {
                readTrouble = "closed without a goodbye";
            }
            return count;
        } catch (final IOException e) {
            readTrouble = text(e);
            return ENDED;
        }
    }

    /** Writes what there is room for, and answers how many bytes that was. */
    int write(final ByteBuffer source) {
        single[0] = source;
        return write(single, 1);
    }

    /** The same of several buffers, less than 2 GiB in all. */
    int write(final ByteBuffer[] sources, final int count) {
        if (writeTrouble != null) {
            return ENDED;
        }
        try {
            return (int) channel.write(sources, 0, count);
        } catch (final IOException e) {
            writeTrouble = text(e);
            return ENDED;
        }
    }

    /** What has ended it; null as long as it is well. */
    String trouble() {
        return readTrouble == null ? writeTrouble : readTrouble;
    }

    static String text(final IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            writeTrouble = text(e);
        }
    }
}
