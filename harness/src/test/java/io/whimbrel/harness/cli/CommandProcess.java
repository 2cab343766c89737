package io.whimbrel.harness.cli;

import io.whimbrel.harness.Main;
import io.whimbrel.harness.process.ChildProcess;
import io.whimbrel.harness.process.JavaCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A command in a process of its own, as a person starts it, and all that it says. */
final class CommandProcess implements AutoCloseable {

    private static final List<String> JAVA_FLAGS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:-UsePerfData");
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final String LISTENING = "listening at ";

    private final List<String> printed = new ArrayList<>();
    private final ChildProcess child;

    private CommandProcess(final List<String> command) {
        child = ChildProcess.start("command", command, this::print);
    }

    static CommandProcess start(final List<String> arguments) {
        return start(List.of(), arguments);
    }

    /** Has another command start it, to which it is given as arguments. */
    static CommandProcess start(final List<String> launcher, final List<String> arguments) {
        final List<String> command = new ArrayList<>(launcher);
        command.addAll(JavaCommand.of(JAVA_FLAGS, Main.class, arguments));
        return new CommandProcess(command);
    }

    private synchronized void print(final String line) {
        printed.add(line);
    }

    /** The lines of its standard output so far. */
    synchronized List<String> printed() {
        return List.copyOf(printed);
    }

    /** The last lines of its standard error. */
    List<String> complaints() {
        return child.lastComplaints();
    }

    /** Waits until it has ended; its exit code. */
    int exitCode() {
        await(() -> child.exitCode().isPresent());
        return child.exitCode().getAsInt();
    }

    /** Waits until it says where it listens. */
    String address() {
        await(() -> !printed().isEmpty() || child.exitCode().isPresent());
        final String line = printed().isEmpty() ? "" : printed().getFirst();
        if (!line.startsWith(LISTENING)) {
            throw new AssertionError("it does not listen: " + this);
        }
        return line.substring(LISTENING.length(), line.indexOf(' ', LISTENING.length()));
    }

    private void await(final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted() || System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain: " + this);
            }
            LockSupport.parkNanos(500_000);
        }
    }

    @Override
    public String toString() {
        return "printed " + printed() + ", complained " + complaints();
    }

    /** With whatever it has started: a shell that is killed does not take its child with it. */
    @Override
    public void close() {
        ProcessHandle.of(child.pid()).ifPresent(shell -> shell.descendants().forEach(ProcessHandle::destroyForcibly));
        child.close();
    }
}
