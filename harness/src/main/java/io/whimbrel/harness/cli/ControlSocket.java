package io.whimbrel.harness.cli;

import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.harness.run.Orders;
import io.whimbrel.harness.run.Orders.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets somebody else on this machine give orders to a run, or an end that was started by hand: one line each way. */
final class ControlSocket implements AutoCloseable {

    private static final String NAME = "control-";
    private static final String ACCEPTED = "+";
    private static final String REFUSED = "-";

    private final ServerSocketChannel server;

    private ControlSocket(final ServerSocketChannel server) {
        this.server = server;
    }

    static ControlSocket open(final Path directory, final Orders orders) {
        final Path path = directory.resolve(NAME + ProcessHandle.current().pid());
        try {
            final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            final Thread thread = new Thread(() -> serve(server, orders), "control");
            thread.setDaemon(true);
            thread.start();
            return new ControlSocket(server);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot open the control socket " + path + ": " + e.getMessage(), e);
        }
    }

    private static void serve(final ServerSocketChannel server, final Orders orders) {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                final String order = lines(client).readLine();
                if (order != null) {
                    final Answer answer = orders.give(order);
                    writer(client).println((answer.accepted() ? ACCEPTED : REFUSED) + answer.line());
                }
            } catch (final ClosedChannelException e) {
                return;
            } catch (final IOException e) {
                // Whoever asked has gone away in the middle; others may still come.
            }
        }
    }

    /**
     * Gives an order to a run or an end, by its process, and returns the answer.
     *
     * @throws UnusableInputException when the order makes no sense there now
     */
    static String ask(final long pid, final String order) {
        final Path path = find(pid);
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            writer(client).println(order);
            final String answer = lines(client).readLine();
            if (answer == null) {
                throw new UnusableInputException("process " + pid + " has ended without an answer");
            }
            if (answer.startsWith(REFUSED)) {
                throw new UnusableInputException(answer.substring(REFUSED.length()));
            }
            return answer.substring(ACCEPTED.length());
        } catch (final IOException e) {
            throw new UnusableInputException("process " + pid + " does not answer: " + e.getMessage(), e);
        }
    }

    private static Path find(final long pid) {
        try (DirectoryStream<Path> scratches = Files.newDirectoryStream(ScratchDirectory.usualPlace(),
                ScratchDirectory.PREFIX + "*")) {
            for (final Path scratch : scratches) {
                final Path socket = scratch.resolve(NAME + pid);
                if (Files.exists(socket)) {
                    return socket;
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new UnusableInputException("process " + pid + " takes no orders: only a 'whimbrel run', 'send' or"
                + " 'receive' does that you have started and that is at work");
    }

    private static BufferedReader lines(final SocketChannel channel) {
        return new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    private static PrintWriter writer(final SocketChannel channel) {
        return new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), true);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
