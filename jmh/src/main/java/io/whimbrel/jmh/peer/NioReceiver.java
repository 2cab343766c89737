package io.whimbrel.jmh.peer;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.transports.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.agrona.CloseHelper;
import org.agrona.UnsafeApi;

/** The receiving end of the bare NIO program: reads straight into memory, acknowledges when all is there. */
final class NioReceiver implements BareReceiver {

    private final int bufferBytes;
    private final GuestMemory memory;
    private final ByteBuffer bytes;
    private final ByteBuffer acknowledgement = ByteBuffer.allocateDirect(Long.BYTES);
    private final ServerSocketChannel server;
    private SocketChannel channel;

    NioReceiver(final int bufferBytes, final BareOrder order) {
        this.bufferBytes = bufferBytes;
        memory = new GuestMemory(new PageGeometry(order.memoryBytes(), PageGeometry.MIN_PAGE_BYTES));
        memory.populate(0, order.memoryBytes());
        bytes = BareNio.bytes(memory);
        try {
            server = ServerSocketChannel.open();
            server.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String endpoint() {
        try {
            final InetSocketAddress bound = (InetSocketAddress) server.getLocalAddress();
            return new Endpoint(bound.getAddress().getHostAddress(), bound.getPort()).toString();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void clear() {
        UnsafeApi.setMemory(memory.addressOfPage(0), memory.geometry().memoryBytes(), (byte) 0);
        bytes.clear();
        try {
            channel = channel == null ? BareNio.prepare(server.accept(), bufferBytes) : channel;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void receive() {
        Duty.cycle("the whole memory", this::read, () -> bytes.position() == bytes.capacity());
        acknowledgement.putLong(0, bytes.capacity()).clear();
        Duty.cycle("an acknowledgement sent", this::acknowledge, () -> !acknowledgement.hasRemaining());
    }

    private int read() {
        try {
            return channel.read(BareNio.nextChunk(bytes));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int acknowledge() {
        try {
            return channel.write(acknowledgement);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long digest() {
        return MemoryDigest.of(memory);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(channel, server, memory);
    }
}
