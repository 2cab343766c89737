package io.whimbrel.jmh.peer;

import io.whimbrel.jmh.ForkFlags;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM with the flags of this one, asked and answering in lines. When its standard input ends it ends too, so
 * that it does not outlive whoever has started it.
 */
final class PeerProcess implements AutoCloseable {

    private static final long END_SECONDS = 10;

    private final Process process;
    private final PrintStream toPeer;
    private final BufferedReader fromPeer;

    PeerProcess(final Class<?> main, final List<String> arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ForkFlags.all());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot start a second process", e);
        }
        toPeer = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        fromPeer = process.inputReader(StandardCharsets.UTF_8);
    }

    long pid() {
        return process.pid();
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws IllegalStateException when the peer answers that it has failed, or has ended
     */
    String ask(final String question) {
        toPeer.println(question);
        return answer();
    }

    /** Waits for a line; the first word of a line says whether all is well. */
    String answer() {
        final String line;
        try {
            line = fromPeer.readLine();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        if (line == null) {
            throw new IllegalStateException("the second process has ended");
        }
        if (!line.startsWith(PeerMain.WELL)) {
            throw new IllegalStateException("the second process: " + line);
        }
        return line.substring(PeerMain.WELL.length()).trim();
    }

    @Override
    public void close() {
        toPeer.close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            fromPeer.close();
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
