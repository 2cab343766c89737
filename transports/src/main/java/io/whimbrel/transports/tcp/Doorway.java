package io.whimbrel.transports.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.NanoClock;

/**
 * Where a destination listens. Whoever comes is heard without waiting for it; who says nothing for too long, or
 * something else than a source says, is shown out. So nobody stands in another's way.
 */
final class Doorway implements AutoCloseable {

    /** Decides about a source's connection. */
    @FunctionalInterface
    interface Host {

        /** What to answer: WELCOME keeps the connection, BUSY or null ends it. */
        Preamble.Kind receive(Preamble preamble, Connection connection);
    }

    private static final int MAX_VISITORS = 64;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);
    /** Looking costs a system call, and nobody who comes is in a hurry. */
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ServerSocketChannel server;
    /** Asked before accepting, which would allocate even when nobody is there. */
    private final Selector selector;
    private final NanoClock clock;
    private final int bufferBytes;
    private final Host host;
    private final ArrayDeque<Visitor> visitors = new ArrayDeque<>();
    private final ByteBuffer answer = Preamble.newBuffer();
    private long nextLookNs;
    private long shownOut;

    private Doorway(final ServerSocketChannel server, final Selector selector, final int bufferBytes,
            final NanoClock clock, final Host host) {
        this.server = server;
        this.selector = selector;
        this.bufferBytes = bufferBytes;
        this.clock = clock;
        this.host = host;
        nextLookNs = clock.nanoTime();
    }

    /** Begins to listen. */
    static Doorway open(final InetSocketAddress address, final int bufferBytes, final NanoClock clock,
            final Host host) throws IOException {
        final ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.configureBlocking(false);
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
            server.bind(address, MAX_VISITORS);
            final Selector selector = Selector.open();
            server.register(selector, SelectionKey.OP_ACCEPT);
            return new Doorway(server, selector, bufferBytes, clock, host);
        } catch (final IOException e) {
            server.close();
            throw e;
        }
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** Lets in whoever waits outside, and hears whoever is inside. */
    int doWork() throws IOException {
        final long nowNs = clock.nanoTime();
        if (nowNs - nextLookNs < 0) {
            return 0;
        }
        nextLookNs = nowNs + LOOK_NS;
        final int before = visitors.size();
        if (selector.selectNow() > 0) {
            selector.selectedKeys().clear();
            letIn(nowNs);
        }
        return before + visitors.size() == 0 ? 0 : hear(nowNs);
    }

    private void letIn(final long nowNs) throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            if (visitors.size() == MAX_VISITORS) {
                showOut(visitors.removeFirst().connection());
            }
            try {
                visitors.addLast(new Visitor(new Connection(channel, bufferBytes), nowNs + PATIENCE_NS));
            } catch (final IOException e) {
                // Gone before it was inside.
                channel.close();
                shownOut++;
            }
        }
    }

    private int hear(final long nowNs) {
        int heard = 0;
        for (final Iterator<Visitor> each = visitors.iterator(); each.hasNext();) {
            final Visitor visitor = each.next();
            if (!visitor.listen(nowNs)) {
                each.remove();
                showOut(visitor.connection());
                heard++;
            } else if (visitor.hasSpoken()) {
                each.remove();
                receive(visitor.preamble(), visitor.connection());
                heard++;
            }
        }
        return heard;
    }

    private void receive(final Preamble preamble, final Connection connection) {
        final Preamble.Kind decision = preamble == null ? null : host.receive(preamble, connection);
        if (decision != null) {
            preamble.as(decision, 0).encode(answer);
            // A new connection has room for that much.
            connection.write(answer);
        }
        if (decision != Preamble.Kind.WELCOME) {
            showOut(connection);
        }
    }

    private void showOut(final Connection connection) {
        shownOut++;
        connection.close();
    }

    /** How many came who were not let in. */
    long shownOut() {
        return shownOut;
    }

    @Override
    public void close() {
        visitors.forEach(visitor -> visitor.connection().close());
        CloseHelper.closeAll(selector, server);
    }
}
