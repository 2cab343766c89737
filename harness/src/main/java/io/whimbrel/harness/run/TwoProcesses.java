package io.whimbrel.harness.run;

import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.Main;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.end.DestinationOutcome;
import io.whimbrel.harness.end.EndListener.Stage;
import io.whimbrel.harness.end.SourceOutcome;
import io.whimbrel.harness.process.AtExit;
import io.whimbrel.harness.process.ChildProcess;
import io.whimbrel.harness.process.JavaCommand;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.harness.scenario.ScenarioYaml;
import io.whimbrel.harness.scenario.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Each end in a process of its own. The ends never outlive this process, and their media drivers' directories do not
 * outlive the migration, whatever happens to any of the three.
 */
public final class TwoProcesses implements Migrator {

    /** The role of the process that the guest comes from. */
    public static final String SOURCE = "source";
    /** The role of the process that the guest goes to. */
    public static final String DESTINATION = "destination";

    private static final long LOOK_MS = 20;
    /** An end answers at once, unless its process is still starting or stands still. */
    private static final long ANSWER_NS = TimeUnit.SECONDS.toNanos(5);
    /** Longer than an end holds its tongue: a destination that has not told of a caller by then had none. */
    private static final long LAST_CALL_NS = TimeUnit.SECONDS.toNanos(2);
    /** Beside the phases and the migration's own limit: starting, filling, rehearsing, verifying. */
    private static final long SLACK_NS = TimeUnit.MINUTES.toNanos(5);

    private final ChildSettings settings;
    private final RunOrders orders = new RunOrders();

    /**
     * Puts ends together.
     *
     * @param settings what the processes are started with
     */
    public TwoProcesses(final ChildSettings settings) {
        this.settings = settings;
    }

    @Override
    public Orders orders() {
        return orders;
    }

    @Override
    public Pair migrate(final Variant variant, final Observer observer) {
        final Attempt attempt = new Attempt(observer);
        try (AtExit hook = AtExit.run(attempt::close)) {
            final Pair pair = attempt.run(variant);
            attempt.close();
            hook.check();
            return pair;
        } finally {
            orders.end();
            attempt.close();
        }
    }

    /** One migration: two children and a directory, all of which are gone when it is closed. */
    private final class Attempt {

        private final Observer observer;
        private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        private final List<AutoCloseable> toClose = new ArrayList<>();
        private final List<String> troubles = new ArrayList<>();
        private final Map<String, ChildOrders> ends = new ConcurrentHashMap<>();
        private final Referee referee = new Referee((role, order) -> ends.get(role).tell(order), troubles);
        private String address;
        private SourceOutcome sourceOutcome;
        private DestinationOutcome destinationOutcome;
        private boolean isUnderWay;
        private boolean closed;

        private Attempt(final Observer observer) {
            this.observer = observer;
        }

        private Pair run(final Variant variant) {
            final ScratchDirectory scratch = ScratchDirectory.create(ScratchDirectory.usualPlace());
            own(scratch::close);
            final Path file = scratch.path().resolve("scenario.yaml");
            try {
                Files.writeString(file, ScenarioYaml.print(variant));
            } catch (final IOException e) {
                throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
            }
            final long deadlineNs = System.nanoTime() + SLACK_NS + variant.migration().timeoutNs()
                    + 2 * variant.phases().rehearsalNs() + variant.phases().warmUpNs() + variant.phases().beforeNs()
                    + variant.phases().afterNs();
            final ChildProcess destination = start(DESTINATION, List.of("receive", file.toString()), scratch.path());
            while (address == null && listen(deadlineNs)) {
                if (destination.exitCode().isPresent() && heard.isEmpty()) {
                    troubles.add(epitaph(destination));
                    return pair();
                }
            }
            if (address != null) {
                final ChildProcess source = start(SOURCE, List.of("send", file.toString(), "--to", address),
                        scratch.path());
                watch(source, destination, deadlineNs);
            }
            return pair();
        }

        private ChildProcess start(final String role, final List<String> arguments, final Path scratch) {
            final List<String> all = new ArrayList<>(arguments);
            all.addAll(List.of("--child", "--driver-dir", settings.drivers().of(scratch, role).directory().toString()));
            if (settings.drivers().external() != null) {
                all.add("--external-driver");
            }
            all.addAll(settings.arguments());
            final ChildProcess child = ChildProcess.start(role, JavaCommand.of(settings.javaFlags(), Main.class, all),
                    line -> MessageLines.parse(line).ifPresent(message -> hear(role, message)));
            own(child::close);
            final ChildOrders toChild = new ChildOrders(child, ANSWER_NS);
            ends.put(role, toChild);
            orders.begin(role, toChild);
            return child;
        }

        private void hear(final String role, final Message message) {
            if (message instanceof Message.Answered(Orders.Answer answer)) {
                ends.get(role).answered(answer);
            } else {
                heard.add(new Heard(role, message));
            }
        }

        private void watch(final ChildProcess source, final ChildProcess destination, final long deadlineNs) {
            boolean sourceGone = false;
            boolean destinationGone = false;
            long sourceGoneNs = 0;
            while (listen(deadlineNs) && !(sourceGone && destinationGone)) {
                // All that an end has said is there once it has ended, and not before.
                if (!sourceGone && source.exitCode().isPresent() && heard.isEmpty()) {
                    sourceGone = true;
                    sourceGoneNs = System.nanoTime();
                    if (sourceOutcome == null) {
                        troubles.add(epitaph(source));
                    }
                }
                if (!destinationGone && destination.exitCode().isPresent() && heard.isEmpty()) {
                    destinationGone = true;
                    if (destinationOutcome == null) {
                        troubles.add(epitaph(destination));
                    }
                }
                referee.settle(sourceGone, destinationGone,
                        destinationOutcome != null && destinationOutcome.guest() != null);
                if (sourceGone && referee.isUncalled() && System.nanoTime() - sourceGoneNs > LAST_CALL_NS) {
                    return;
                }
            }
        }

        /** Takes in what the ends have said; false when their time is up or this process is told to stop. */
        private boolean listen(final long deadlineNs) {
            try {
                final Heard first = heard.poll(LOOK_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    take(first);
                }
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                troubles.add("interrupted");
                return false;
            }
            if (System.nanoTime() - deadlineNs > 0) {
                troubles.add("the ends took too long and were ended");
                return false;
            }
            return true;
        }

        private void take(final Heard said) {
            observer.heard(said.role(), said.message());
            referee.heard(said.message());
            switch (said.message()) {
                case Message.Staged(Stage stage, String detail) when stage == Stage.LISTENING -> address = detail;
                case Message.Staged(Stage stage, String detail) when stage == Stage.MIGRATING -> isUnderWay = true;
                case Message.SourceEnded(SourceOutcome outcome) -> sourceOutcome = outcome;
                case Message.DestinationEnded(DestinationOutcome outcome) -> destinationOutcome = outcome;
                case Message.Failed(int exitCode, String reason) when exitCode == ExitCode.UNUSABLE_INPUT.code()
                        && !isUnderWay ->
                    throw new UnusableInputException(reason);
                case Message.Failed(int exitCode, String reason) ->
                    troubles.add("the " + said.role() + " failed: " + reason);
                default -> {
                }
            }
        }

        private Pair pair() {
            return new Pair(sourceOutcome, destinationOutcome, troubles, referee.whereabouts(), null);
        }

        private String epitaph(final ChildProcess child) {
            final int code = child.exitCode().orElseThrow();
            final Optional<String> last = child.lastComplaints().stream().reduce((first, second) -> second);
            return "the " + child.role() + " process ended "
                    + (code > 128 ? "by signal " + (code - 128) : "with exit code " + code)
                    + last.map(line -> ": " + line).orElse("");
        }

        private synchronized void own(final AutoCloseable resource) {
            toClose.add(resource);
            if (closed) {
                closeAll();
            }
        }

        private synchronized void close() {
            closed = true;
            closeAll();
        }

        /** Ends the children before the directory goes that they write to. */
        private void closeAll() {
            while (!toClose.isEmpty()) {
                try {
                    toClose.removeLast().close();
                } catch (final Exception e) {
                    throw new IllegalStateException("cannot clean up: " + e.getMessage(), e);
                }
            }
        }
    }

    private record Heard(String role, Message message) {}
}
