package io.whimbrel.jmh.peer;

import io.whimbrel.engine.memory.GuestMemory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;

/**
 * What a program that uses socket channels and nothing else would do to move memory: one connection, writes straight
 * from memory, reads straight into it, not a copy more. Its socket buffers are the transport's.
 */
final class BareNio {

    /** As much is given to the socket, or asked of it, at a time. */
    static final int CHUNK_BYTES = 1 << 18;

    private BareNio() {}

    static boolean isFor(final Map<String, Object> settings) {
        return settings.get("media").equals("tcp");
    }

    static int bufferBytes(final Map<String, Object> settings) {
        return (int) settings.get("socketBufferBytes");
    }

    /** Makes a channel like those of the transport. */
    static SocketChannel prepare(final SocketChannel channel, final int bufferBytes) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, bufferBytes);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
        return channel;
    }

    /** A memory as a buffer. */
    @SuppressWarnings("restricted")
    static ByteBuffer bytes(final GuestMemory memory) {
        return MemorySegment.ofAddress(memory.addressOfPage(0)).reinterpret(memory.geometry().memoryBytes())
                .asByteBuffer();
    }

    /** Limits a buffer to its next chunk. */
    static ByteBuffer nextChunk(final ByteBuffer bytes) {
        return bytes.limit(Math.min(bytes.capacity(), bytes.position() + CHUNK_BYTES));
    }

}
