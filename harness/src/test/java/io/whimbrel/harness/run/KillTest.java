package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.Main;
import io.whimbrel.harness.end.DestinationOutcome;
import io.whimbrel.harness.end.EndListener.Stage;
import io.whimbrel.harness.end.SourceOutcome;
import io.whimbrel.harness.process.ChildProcess;
import io.whimbrel.harness.process.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills one of the two processes with SIGKILL at a random moment of a migration, and judges what the other one makes of
 * it. Never may the guest run at two sides; a guest whose destination died before the point of no return runs on at the
 * source and is verified; a guest that the destination had confirmed survives the death of its source.
 *
 * <p>{@code -Dwhimbrel.kills=50} kills so often, {@code -Dwhimbrel.kills.transport=tcp} over another transport; every mvn
 * verify kills a few times.
 */
@Timeout(3600)
class KillTest {

    private static final int KILLS = Integer.getInteger("whimbrel.kills", 3);
    private static final long SEED = Long.getLong("whimbrel.kills.seed", System.nanoTime());
    /** A migration of this guest takes about so long: kills are spread over it, and a little beyond. */
    private static final long SPREAD_NS = TimeUnit.MILLISECONDS.toNanos(900);
    /** Longer than a message may still be under way, and than a destination waits for a silent source. */
    private static final long SETTLED_NS = TimeUnit.SECONDS.toNanos(4);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final String SCENARIO = """
            guest: {memory: 32MiB, rate: 20k/s}
            migration: {strategy: precopy, convergence: fixed-rounds(3)}
            link: {transport: %s, bandwidth: 100MiB/s}
            phases: {rehearsal: 0, warm-up: 100ms, before: 100ms, after: 300ms}
            """.formatted(System.getProperty("whimbrel.kills.transport", "aeron-udp"));

    @TempDir
    private Path directory;

    @Test
    void shouldNeverRunTheGuestTwiceNorLoseItBeforeThePointOfNoReturn() throws Exception {
        final Random random = new Random(SEED);
        final List<String> ends = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            final boolean killSource = kill % 2 == 0;
            final long atNs = (long) (random.nextDouble() * SPREAD_NS);
            final String context = "seed " + SEED + ", kill " + kill + " of the "
                    + (killSource ? "source" : "destination") + " after " + atNs / 1_000_000 + " ms";
            try (Ends both = new Ends(Files.createDirectory(directory.resolve("kill-" + kill)))) {
                both.killAfter(atNs, killSource, kill / 2 % 2 == 0);
                ends.add(killSource ? both.judgeDestination(context) : both.judgeSource(context));
            }
        }
        System.out.println("kills: " + ends);
    }

    /** The two processes of one migration. */
    private static final class Ends implements AutoCloseable {

        private final BlockingQueue<Message> fromSource = new LinkedBlockingQueue<>();
        private final BlockingQueue<Message> fromDestination = new LinkedBlockingQueue<>();
        private final ChildProcess source;
        private final ChildProcess destination;
        private String address;
        private boolean migrating;
        private SourceState sourceState = SourceState.IDLE;
        private boolean released;
        private DestinationState destinationState = DestinationState.LISTENING;
        private SourceOutcome sourceOutcome;
        private DestinationOutcome destinationOutcome;

        Ends(final Path directory) throws Exception {
            final Path scenario = Files.writeString(directory.resolve("scenario.yaml"), SCENARIO);
            destination = start("destination", fromDestination, directory, "receive", scenario.toString());
            try {
                await(() -> address != null);
                source = start("source", fromSource, directory, "send", scenario.toString(), "--to", address);
            } catch (final RuntimeException | Error e) {
                destination.close();
                throw e;
            }
        }

        private static ChildProcess start(final String role, final BlockingQueue<Message> messages,
                final Path directory, final String... arguments) {
            final List<String> all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("--child", "--driver-dir", directory.resolve("aeron-" + role).toString()));
            return ChildProcess.start(role, JavaCommand.of(List.of("-Xmx512m", "-XX:+UseSerialGC"), Main.class, all),
                    line -> MessageLines.parse(line).ifPresent(messages::add));
        }

        void killAfter(final long ns, final boolean killSource, final boolean onceLive) {
            // Connecting takes so much of a migration of this size that half of the kills leave it out.
            await(() -> migrating && !(onceLive && sourceState.compareTo(SourceState.LIVE) < 0));
            final long until = System.nanoTime() + ns;
            await(() -> System.nanoTime() - until >= 0);
            ProcessHandle.of(killSource ? source.pid() : destination.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }

        /** The source was killed: what becomes of the destination? */
        String judgeDestination(final String context) {
            await(() -> source.exitCode().isPresent() && fromSource.isEmpty());
            final long settledNs = System.nanoTime() + SETTLED_NS;
            await(() -> destinationOutcome != null || destinationState == DestinationState.IN_DOUBT
                    || destinationState == DestinationState.LISTENING && System.nanoTime() - settledNs >= 0);
            if (destinationState == DestinationState.LISTENING && destinationOutcome == null) {
                assertTrue(sourceState.compareTo(SourceState.LIVE) < 0,
                        context + ": it was greeted and does not know");
                return "source, before it had greeted";
            }
            if (destinationState == DestinationState.IN_DOUBT) {
                // The source is known to be dead, so whoever started both may say so.
                destination.order(EndOrders.RUN_HERE);
                await(() -> destinationOutcome != null);
                assertEquals(DestinationState.RUNNING, destinationOutcome.migration().state(), context);
                assertTrue(destinationOutcome.verdict().verified(), context + ": " + destinationOutcome.verdict());
                return "source, guest recovered";
            }
            if (destinationOutcome.migration().state() == DestinationState.RUNNING) {
                // Not that the source had given it up: it may have been killed before it could say so. That the guest
                // runs at one side at most is checked where every step is seen, in virtual time.
                assertTrue(destinationOutcome.verdict().verified(), context + ": " + destinationOutcome.verdict());
                return "source, guest had moved";
            }
            assertEquals(DestinationState.ABORTED, destinationOutcome.migration().state(), context);
            assertTrue(!released, context + ": a released guest was dropped");
            assertNull(destinationOutcome.verdict(), context);
            return "source, with its guest";
        }

        /** The destination was killed: what becomes of the source? */
        String judgeSource(final String context) {
            await(() -> destination.exitCode().isPresent() && fromDestination.isEmpty());
            await(() -> sourceOutcome != null || sourceState == SourceState.IN_DOUBT);
            if (sourceOutcome != null && sourceOutcome.migration().state() == SourceState.FAILED) {
                assertTrue(sourceOutcome.verdict().verified(), context + ": " + sourceOutcome.verdict());
                assertTrue(destinationState != DestinationState.RUNNING, context + ": it ran at both");
                return "destination, guest stayed";
            }
            assertTrue(released, context + ": the guest is gone although it was never given up");
            if (sourceState == SourceState.IN_DOUBT) {
                source.order(EndOrders.DROP_HERE);
                await(() -> sourceOutcome != null);
                return "destination, in doubt";
            }
            assertEquals(SourceState.COMPLETED, sourceOutcome.migration().state(), context);
            return "destination, guest had moved";
        }

        private void await(final BooleanSupplier condition) {
            final long deadline = System.nanoTime() + PATIENCE_NS;
            while (!condition.getAsBoolean()) {
                drain();
                if (Thread.interrupted() || System.nanoTime() - deadline > 0) {
                    throw new AssertionError("waited in vain: source " + sourceState + ", destination "
                            + destinationState + ", " + (source == null ? "" : source.lastComplaints())
                            + destination.lastComplaints());
                }
                LockSupport.parkNanos(200_000);
            }
        }

        private void drain() {
            for (Message message = fromDestination.poll(); message != null; message = fromDestination.poll()) {
                switch (message) {
                    case Message.Staged staged when staged.stage() == Stage.LISTENING -> address = staged.detail();
                    case Message.Happened(MigrationEvent.DestinationEntered entered) ->
                        destinationState = entered.state();
                    case Message.DestinationEnded ended -> destinationOutcome = ended.outcome();
                    default -> {
                    }
                }
            }
            for (Message message = fromSource.poll(); message != null; message = fromSource.poll()) {
                switch (message) {
                    case Message.Staged staged when staged.stage() == Stage.MIGRATING -> migrating = true;
                    case Message.Happened(MigrationEvent.SourceEntered entered) -> {
                        sourceState = entered.state();
                        released |= !entered.state().ownsGuest();
                    }
                    case Message.SourceEnded ended -> sourceOutcome = ended.outcome();
                    default -> {
                    }
                }
            }
        }

        @Override
        public void close() {
            source.close();
            destination.close();
        }
    }
}
