package io.whimbrel.harness.cli;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.Main;
import io.whimbrel.harness.end.CuttingProxy;
import io.whimbrel.harness.end.DestinationOutcome;
import io.whimbrel.harness.end.EndListener.Stage;
import io.whimbrel.harness.end.SourceOutcome;
import io.whimbrel.harness.process.ChildProcess;
import io.whimbrel.harness.process.JavaCommand;
import io.whimbrel.harness.run.Message;
import io.whimbrel.harness.run.MessageLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A {@code receive} and a {@code send} as processes of their own, and what they have said. */
final class EndsByHand implements AutoCloseable {

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    private final List<Message> heard = new ArrayList<>();
    private final List<String> settings;
    private ChildProcess destination;
    private CuttingProxy proxy;
    private ChildProcess source;
    private volatile SourceOutcome sourceOutcome;
    private volatile DestinationOutcome destinationOutcome;

    private EndsByHand(final List<String> settings) {
        this.settings = settings;
    }

    /** Starts both, with a transport that the proxy between them understands. */
    static EndsByHand start(final List<String> settings) throws IOException {
        return start(settings, true);
    }

    /** Starts both, with nothing between them. */
    static EndsByHand startSideBySide(final List<String> settings) throws IOException {
        return start(settings, false);
    }

    private static EndsByHand start(final List<String> settings, final boolean apart) throws IOException {
        final EndsByHand ends = new EndsByHand(settings);
        try {
            ends.destination = ends.child("receive");
            ends.await(() -> ends.listened() > 0);
            if (apart) {
                ends.proxy = CuttingProxy.to(ends.address());
            }
            ends.source = ends.child("send", "--to", apart ? ends.proxy.address() : ends.address());
            return ends;
        } catch (final IOException | RuntimeException | AssertionError e) {
            ends.close();
            throw e;
        }
    }

    private ChildProcess child(final String... command) {
        final List<String> all = new ArrayList<>(List.of(command));
        all.add("--json");
        for (final String setting : settings) {
            all.addAll(List.of("--set", setting));
        }
        return ChildProcess.start(command[0],
                JavaCommand.of(List.of("-Xmx512m", "-XX:+UseSerialGC"), Main.class, all),
                line -> MessageLines.parse(line).ifPresent(this::hear));
    }

    private synchronized void hear(final Message message) {
        heard.add(message);
        switch (message) {
            case Message.SourceEnded ended -> sourceOutcome = ended.outcome();
            case Message.DestinationEnded ended -> destinationOutcome = ended.outcome();
            default -> {
            }
        }
    }

    ChildProcess source() {
        return source;
    }

    ChildProcess destination() {
        return destination;
    }

    /** Null before the source has ended. */
    SourceOutcome sourceOutcome() {
        return sourceOutcome;
    }

    /** Null before the destination has ended. */
    DestinationOutcome destinationOutcome() {
        return destinationOutcome;
    }

    void cutAfter(final long bytes, final boolean reset) {
        proxy.cutAfter(bytes, reset);
    }

    String tell(final ChildProcess end, final String order) {
        return ControlSocket.ask(end.pid(), order);
    }

    private synchronized List<String> addresses() {
        return heard.stream().filter(message -> message instanceof final Message.Staged staged
                && staged.stage() == Stage.LISTENING).map(message -> ((Message.Staged) message).detail()).toList();
    }

    /** Where the destination listens, or did first. */
    String address() {
        return addresses().getFirst();
    }

    /** How often the destination has listened. */
    int listened() {
        return addresses().size();
    }

    void awaitSourceState(final SourceState state) {
        await(() -> entered(state));
    }

    boolean entered(final SourceState state) {
        return has(message -> message instanceof Message.Happened(MigrationEvent.SourceEntered entered)
                && entered.state() == state);
    }

    void awaitDestinationState(final DestinationState state) {
        await(() -> entered(state));
    }

    boolean entered(final DestinationState state) {
        return has(message -> message instanceof Message.Happened(MigrationEvent.DestinationEntered entered)
                && entered.state() == state);
    }

    private synchronized boolean has(final Predicate<Message> what) {
        return heard.stream().anyMatch(what);
    }

    void awaitEnds() {
        await(() -> source.exitCode().isPresent() && destination.exitCode().isPresent());
    }

    void await(final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted() || System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain: " + events() + " " + destination.lastComplaints()
                        + (source == null ? "" : source.lastComplaints()));
            }
            LockSupport.parkNanos(500_000);
        }
    }

    private synchronized List<Message> events() {
        return heard.stream().filter(message -> message instanceof Message.Happened).toList();
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
        }
        if (destination != null) {
            destination.close();
        }
        if (proxy != null) {
            proxy.close();
        }
    }
}
