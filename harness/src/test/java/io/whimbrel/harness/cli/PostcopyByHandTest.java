package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.Main;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.end.CuttingProxy;
import io.whimbrel.harness.end.DestinationOutcome;
import io.whimbrel.harness.end.EndListener.Stage;
import io.whimbrel.harness.end.SourceOutcome;
import io.whimbrel.harness.process.ChildProcess;
import io.whimbrel.harness.process.JavaCommand;
import io.whimbrel.harness.run.EndOrders;
import io.whimbrel.harness.run.Message;
import io.whimbrel.harness.run.MessageLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A {@code whimbrel send} and a {@code whimbrel receive}, whose link is cut or one of which dies during post-copy. */
@Timeout(120)
class PostcopyByHandTest {

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int CUT_AFTER_BYTES = 64 << 10;
    private static final String[] SETTINGS = {"link.transport=tcp", "migration.strategy=postcopy",
        "migration.encoding=raw", "guest.memory=4MiB", "guest.rate=100/s",
        "phases.rehearsal=0ms", "phases.warm-up=5ms", "phases.before=5ms", "phases.after=5ms"};

    @Test
    void shouldRecoverByOrderOverNewConnections() throws IOException {
        try (Ends ends = new Ends()) {
            ends.start("1MiB/s");
            // Now the guest runs there, and most of its pages are seconds away.
            ends.awaitSourceState(SourceState.SERVING);
            ends.proxy.cutAfter(CUT_AFTER_BYTES, true);
            ends.awaitSourceState(SourceState.SEVERED);
            ends.awaitDestinationState(DestinationState.SEVERED);
            assertTrue(ends.tell(ends.source, EndOrders.STATUS).startsWith("source: SEVERED: "));
            refuses("'run-here' is for an end that is in doubt; nothing was changed at this one, which is severed",
                    () -> ends.tell(ends.destination, EndOrders.RUN_HERE));
            refuses("'cancel' is for a source that has not given the guest up; nothing was changed at this one, which is"
                    + " severed", () -> ends.tell(ends.source, EndOrders.CANCEL));
            final int listened = ends.listened();
            ends.tell(ends.destination, EndOrders.RECOVER);
            ends.await(() -> ends.listened() > listened);
            ends.tell(ends.source, EndOrders.RECOVER);
            ends.awaitEnds();
            assertEquals(0, ends.source.exitCode().orElseThrow());
            assertEquals(0, ends.destination.exitCode().orElseThrow());
            assertEquals(1, ends.sourceOutcome.migration().push().renewals());
            assertTrue(ends.destinationOutcome.verdict().verified(), ends.destinationOutcome.verdict().toString());
        }
    }

    @Test
    void shouldKeepWhatIsLeftOfALostGuestUntilItIsDropped() throws IOException {
        try (Ends ends = new Ends()) {
            ends.start("512KiB/s");
            ends.awaitSourceState(SourceState.SERVING);
            ProcessHandle.of(ends.source.pid()).ifPresent(ProcessHandle::destroyForcibly);
            ends.awaitDestinationState(DestinationState.SEVERED);
            final String status = ends.tell(ends.destination, EndOrders.STATUS);
            assertTrue(status.contains(" of 1024 pages, ") && status.contains(" never came ("), status);
            assertTrue(status.contains("execution state "), status);
            assertFalse(ends.destination.exitCode().isPresent(), "the survivor has ended");
            ends.tell(ends.destination, EndOrders.DROP_HERE);
            ends.awaitEnds();
            assertEquals(4, ends.destination.exitCode().orElseThrow());
            assertEquals(DestinationState.DISCARDED, ends.destinationOutcome.migration().state());
            assertTrue(ends.destinationOutcome.migration().reason().contains("it is lost; here are "),
                    ends.destinationOutcome.migration().reason());
        }
    }

    @Test
    void shouldKeepThePagesOfALostGuestUntilTheyAreDropped() throws IOException {
        try (Ends ends = new Ends()) {
            ends.start("512KiB/s");
            ends.awaitSourceState(SourceState.SERVING);
            refuses("'drop-here' is for an end in doubt, or one that was cut from a part of the guest; nothing was changed"
                    + " at this one, which is serving", () -> ends.tell(ends.source, EndOrders.DROP_HERE));
            refuses("'recover' is for an end whose migration was cut; nothing was changed at this one, which is serving",
                    () -> ends.tell(ends.source, EndOrders.RECOVER));
            ProcessHandle.of(ends.destination.pid()).ifPresent(ProcessHandle::destroyForcibly);
            ends.awaitSourceState(SourceState.SEVERED);
            assertTrue(ends.tell(ends.source, EndOrders.STATUS).contains("here are all 1024 pages"));
            ends.tell(ends.source, EndOrders.DROP_HERE);
            ends.awaitEnds();
            assertEquals(4, ends.source.exitCode().orElseThrow());
            assertEquals(SourceState.DISCARDED, ends.sourceOutcome.migration().state());
        }
    }

    private static void refuses(final String line, final Runnable order) {
        assertEquals(line, assertThrows(UnusableInputException.class, order::run).getMessage());
    }

    /** The two processes, the proxy between them, and what they have said. Closes what has come to be started. */
    private static final class Ends implements AutoCloseable {

        private final List<Message> heard = new ArrayList<>();
        private ChildProcess destination;
        private CuttingProxy proxy;
        private ChildProcess source;
        private volatile SourceOutcome sourceOutcome;
        private volatile DestinationOutcome destinationOutcome;

        /**
         * @param bandwidth how fast the pages go
         */
        void start(final String bandwidth) throws IOException {
            destination = child("receive");
            await(() -> listened() > 0);
            proxy = CuttingProxy.to(address());
            source = child("send", "--to", proxy.address(), "--set", "link.bandwidth=" + bandwidth);
        }

        private ChildProcess child(final String... command) {
            final List<String> all = new ArrayList<>(List.of(command));
            all.add("--json");
            for (final String setting : SETTINGS) {
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

        String tell(final ChildProcess end, final String order) {
            return ControlSocket.ask(end.pid(), order);
        }

        private synchronized List<String> addresses() {
            return heard.stream().filter(message -> message instanceof final Message.Staged staged
                    && staged.stage() == Stage.LISTENING).map(message -> ((Message.Staged) message).detail()).toList();
        }

        private String address() {
            return addresses().getFirst();
        }

        int listened() {
            return addresses().size();
        }

        void awaitSourceState(final SourceState state) {
            await(() -> has(message -> message instanceof Message.Happened(MigrationEvent.SourceEntered entered)
                    && entered.state() == state));
        }

        void awaitDestinationState(final DestinationState state) {
            await(() -> has(message -> message instanceof Message.Happened(MigrationEvent.DestinationEntered entered)
                    && entered.state() == state));
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
                    throw new AssertionError("waited in vain: "
                            + heard.stream().filter(message -> message instanceof Message.Happened).toList() + " "
                            + destination.lastComplaints()
                            + (source == null ? "" : source.lastComplaints()));
                }
                LockSupport.parkNanos(500_000);
            }
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
}
