package io.whimbrel.harness.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A child process: its output line by line, orders to it, the end of its complaints, its exit. Closing it ends it and
 * waits until it is gone, so that neither a process nor a zombie remains.
 */
public final class ChildProcess implements AutoCloseable {

    private static final int COMPLAINT_LINES = 20;

    private final String role;
    private final Process process;
    private final BufferedWriter orders;
    private final Thread output;
    private final Thread complaints;
    private final Deque<String> lastComplaints = new ArrayDeque<>();

    private ChildProcess(final String role, final Process process, final Consumer<String> onLine) {
        this.role = role;
        this.process = process;
        orders = process.outputWriter(StandardCharsets.UTF_8);
        output = reader(role + "-output", process.getInputStream(), onLine);
        complaints = reader(role + "-complaints", process.getErrorStream(), this::complained);
    }

    /**
     * Starts one.
     *
     * @param role    what it is called in messages
     * @param command command and arguments
     * @param onLine  takes each line of its standard output, on a thread of its own
     * @return the running child
     * @throws UncheckedIOException when it cannot be started
     */
    public static ChildProcess start(final String role, final List<String> command, final Consumer<String> onLine) {
        try {
            return new ChildProcess(role, new ProcessBuilder(command).start(), onLine);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot start the " + role + " process: " + e.getMessage(), e);
        }
    }

    /**
     * Gives it an order. An order to a child that has ended is lost; its exit tells.
     *
     * @param line without line feed
     */
    public void order(final String line) {
        try {
            orders.write(line);
            orders.newLine();
            orders.flush();
        } catch (final IOException e) {
            complained("the order '" + line + "' did not reach the " + role + ": " + e.getMessage());
        }
    }

    /**
     * What it is called.
     *
     * @return for example {@code source}
     */
    public String role() {
        return role;
    }

    /**
     * Its process id.
     *
     * @return id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * How it has ended. All of its output has then been handed over, and its last complaints are known.
     *
     * @return exit code, 128 and the signal's number for one that was killed; empty while it runs
     */
    public OptionalInt exitCode() {
        return process.isAlive() || output.isAlive() || complaints.isAlive()
                ? OptionalInt.empty()
                : OptionalInt.of(process.exitValue());
    }

    /**
     * The last lines of its standard error.
     *
     * @return oldest first
     */
    public List<String> lastComplaints() {
        synchronized (lastComplaints) {
            return List.copyOf(lastComplaints);
        }
    }

    /** Ends it at once, if it has not ended, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                output.join();
                complaints.join();
                break;
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void complained(final String line) {
        synchronized (lastComplaints) {
            if (lastComplaints.size() == COMPLAINT_LINES) {
                lastComplaints.removeFirst();
            }
            lastComplaints.addLast(line);
        }
    }

    private static Thread reader(final String name, final InputStream in, final Consumer<String> onLine) {
        final Thread thread = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    onLine.accept(line);
                }
            } catch (final IOException e) {
                // The pipe of a process that was killed may break instead of ending.
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
