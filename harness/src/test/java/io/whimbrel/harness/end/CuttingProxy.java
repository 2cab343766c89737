package io.whimbrel.harness.end;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between two ends that speak TCP, and cuts every connection through it after so many bytes. It may be shut at
 * first: then whoever calls waits before it.
 */
public final class CuttingProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 8 << 10;

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile boolean abruptly;
    private volatile boolean called;

    private CuttingProxy(final ServerSocket server, final InetSocketAddress target) {
        this.server = server;
        this.target = target;
    }

    public static CuttingProxy to(final String address) throws IOException {
        final CuttingProxy proxy = shutBefore(address);
        proxy.open();
        return proxy;
    }

    public static CuttingProxy shutBefore(final String address) throws IOException {
        final int colon = address.lastIndexOf(':');
        final CuttingProxy proxy = new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
        start(proxy::accept);
        return proxy;
    }

    public void open() {
        opened.countDown();
    }

    public boolean isCalled() {
        return called;
    }

    private static void start(final Runnable work) {
        final Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    public String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /**
     * Cuts once.
     *
     * @param bytes      so many bytes towards the destination from now on
     * @param reset      whether what is under way is thrown away; else the streams just end
     */
    public void cutAfter(final long bytes, final boolean reset) {
        abruptly = reset;
        bytesLeft.set(bytes);
    }

    public boolean hasCut() {
        return bytesLeft.get() < 0;
    }

    private void accept() {
        while (true) {
            try {
                final Socket near = server.accept();
                final Socket far = new Socket();
                synchronized (sockets) {
                    sockets.add(near);
                    sockets.add(far);
                }
                called = true;
                opened.await();
                connect(near, far);
            } catch (final IOException | InterruptedException e) {
                // Closed.
                return;
            }
        }
    }

    private void connect(final Socket near, final Socket far) {
        try {
            far.connect(target);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
        } catch (final IOException e) {
            // Nobody listens there at the moment: whoever calls finds out.
            close(List.of(near, far));
            return;
        }
        start(() -> forward(near, far, bytesLeft));
        start(() -> forward(far, near, new AtomicLong(Long.MAX_VALUE)));
    }

    private void forward(final Socket from, final Socket to, final AtomicLong left) {
        final byte[] buffer = new byte[BUFFER_BYTES];
        try {
            final InputStream in = from.getInputStream();
            final OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                final long before = left.getAndAdd(-count);
                if (before >= 0 && before < count) {
                    cut();
                    // The next link is well.
                    return;
                }
                out.write(buffer, 0, count);
            }
            close(List.of(from, to));
        } catch (final IOException e) {
            close(List.of(from, to));
        }
    }

    private void cut() {
        final List<Socket> all;
        synchronized (sockets) {
            all = List.copyOf(sockets);
            sockets.clear();
        }
        close(all);
    }

    private void close(final List<Socket> all) {
        for (final Socket socket : all) {
            try {
                if (abruptly) {
                    socket.setSoLinger(true, 0);
                }
                socket.close();
            } catch (final IOException e) {
                // It is closed already.
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        open();
    }
}
