package io.whimbrel.jmh.peer;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.transports.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.agrona.CloseHelper;

/** The sending end of the bare NIO program: writes straight from memory. */
final class NioSender extends BareSender {

    private final SocketChannel channel;
    private final ByteBuffer acknowledgement = ByteBuffer.allocateDirect(Long.BYTES);
    private ByteBuffer bytes;

    NioSender(final int bufferBytes, final PeerProcess peer, final long memoryBytes) {
        super(peer);
        final String endpoint = peer.ask(PeerMain.OPEN_BARE + new BareOrder("", memoryBytes));
        try {
            channel = BareNio.prepare(SocketChannel.open(Endpoint.parse(endpoint).resolve()), bufferBytes);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void begin(final GuestMemory whole) {
        bytes = BareNio.bytes(whole);
        acknowledgement.clear();
    }

    @Override
    int doWork() {
        try {
            return bytes.position() < bytes.capacity()
                    ? channel.write(BareNio.nextChunk(bytes))
                    : channel.read(acknowledgement);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    boolean isAcknowledged() {
        return !acknowledgement.hasRemaining() && acknowledgement.getLong(0) == bytes.capacity();
    }

    @Override
    public void close() {
        CloseHelper.close(channel);
    }
}
