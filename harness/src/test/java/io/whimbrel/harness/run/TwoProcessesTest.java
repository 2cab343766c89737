package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real migrations between real processes, one of which may be killed in the middle. */
@Timeout(120)
class TwoProcessesTest {

    /** Slow enough for a kill to come in the middle. */
    private static final String SLOW = "link.bandwidth=4MiB/s";
    /** A guest that has caught up before it is over, although its JVM is cold and the machine may be busy. */
    private static final String IDLE = "guest.rate=1k/s";
    private static final String LONG_AFTER = "phases.after=1s";
    /** A guest that asks for few pages, so that most are left to the push: what is asked for comes past the cap. */
    private static final String SPARING = "guest.rate=100/s";

    private final TwoProcesses processes = new TwoProcesses(
            new ChildSettings(Small.JAVA_FLAGS, List.of(), new DriverPlaces(null)));
    private final Set<SourceState> sourceStates = new TreeSet<>();

    @AfterEach
    void shouldHaveLeftNoProcess() {
        assertEquals(List.of(), children());
    }

    @ParameterizedTest
    @ValueSource(strings = {"aeron-udp", "tcp(streams=2)"})
    void shouldMoveAGuestAndProveIt(final String transport) {
        final Variant variant = Small.variant("link.transport=" + transport, IDLE, LONG_AFTER);
        final Pair pair = processes.migrate(variant, this::note);
        final MigrationRecord record = new MigrationRecords(variant, pair).record();
        assertTrue(record.good(), record::toString);
        assertEquals(List.of(), pair.troubles());
        assertTrue(record.downtimeNs() > 0, record::toString);
        assertTrue(record.perceivedDowntimeNs() > 0, record::toString);
        assertTrue(record.totalTimeNs() > record.setupTimeNs() + record.downtimeNs(), record::toString);
        assertRanOn(record);
        assertTrue(sourceStates.containsAll(Set.of(SourceState.LIVE, SourceState.RELEASED, SourceState.COMPLETED)));
    }

    /** Not that it has caught up: what was meant to start during the migration counts as that, whenever it is done. */
    private static void assertRanOn(final MigrationRecord record) {
        assertTrue(record.operations().during().count() + record.operations().after().count() > 0, record::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"warm", "cold"})
    void shouldMoveAGuestAsAnImageAndLeaveNoFile(final String strategy) throws IOException {
        final Variant variant = Small.variant("link.transport=tcp", "migration.strategy=" + strategy, IDLE,
                LONG_AFTER);
        final Set<Path> before = scratch();
        final MigrationRecord record = new MigrationRecords(variant, processes.migrate(variant, this::note)).record();
        assertTrue(record.good(), record::toString);
        assertTrue(record.downtime().restoreNs() > 0, record::toString);
        assertEquals(strategy.equals("warm"), record.downtime().suspendNs() != null);
        if (strategy.equals("warm")) {
            assertEquals(0, record.operations().dropped());
        }
        assertRanOn(record);
        assertEquals(Set.of(), left(before));
    }

    @Test
    void shouldLeaveNoImageWhenTheRunIsOverByAKill() throws IOException {
        final Set<Path> before = scratch();
        final Variant variant = Small.variant(SLOW, "link.transport=tcp", "migration.strategy=warm");
        final MigrationRecord record = new MigrationRecords(variant, processes.migrate(variant, (role, message) -> {
            note(role, message);
            if (isLive(message)) {
                kill("receive");
            }
        })).record();
        assertEquals(Outcome.FAILED, record.outcome(), record::toString);
        assertTrue(record.verified(), record::toString);
        assertEquals(Set.of(), left(before));
    }

    private static Set<Path> scratch() throws IOException {
        try (Stream<Path> files = Files.list(ScratchDirectory.usualPlace())) {
            return files.filter(file -> file.getFileName().toString().startsWith(ScratchDirectory.PREFIX))
                    .collect(Collectors.toSet());
        }
    }

    /** What this process has left: other runs may come and go beside it. */
    private static Set<Path> left(final Set<Path> before) throws IOException {
        final Set<Path> left = scratch();
        left.removeAll(before);
        left.removeIf(directory -> !containsImage(directory));
        return left;
    }

    private static boolean containsImage(final Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(".image"));
        } catch (final IOException | UncheckedIOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aeron-udp", "tcp"})
    void shouldKeepTheGuestAtTheSourceWhenTheDestinationIsKilled(final String transport) {
        final Variant variant = Small.variant(SLOW, "link.transport=" + transport);
        final Pair pair = processes.migrate(variant, (role, message) -> {
            note(role, message);
            if (isLive(message)) {
                kill("receive");
            }
        });
        final MigrationRecord record = new MigrationRecords(variant, pair).record();
        assertEquals(Outcome.FAILED, record.outcome(), record::toString);
        assertTrue(record.verified(), record::toString);
        assertFalse(record.good());
        assertTrue(record.reason().startsWith("the destination process ended by signal 9"), record::reason);
        assertEquals(SourceState.FAILED, pair.source().migration().state());
        assertNull(pair.destination());
        assertFalse(sourceStates.contains(SourceState.RELEASED));
    }

    @Test
    void shouldHaveNothingAtTheDestinationWhenTheSourceIsKilledTooEarly() {
        final Pair pair = processes.migrate(Small.variant(SLOW), (role, message) -> {
            if (isLive(message)) {
                kill("send");
            }
        });
        final MigrationRecord record = new MigrationRecords(Small.variant(), pair).record();
        assertEquals(Outcome.FAILED, record.outcome(), record::toString);
        assertFalse(record.verified());
        assertTrue(record.reason().contains("the source process ended by signal 9"), record::reason);
        assertEquals(DestinationState.ABORTED, pair.destination().migration().state());
        assertNull(pair.destination().verdict());
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "receive"})
    void shouldSayThatTheGuestIsLostAndWhatIsLeftOfItWhenEitherDiesDuringPostcopy(final String victim) {
        final Variant variant = Small.variant(SLOW, SPARING, "link.transport=tcp", "migration.strategy=postcopy",
                "phases.rehearsal=0ms");
        final Pair pair = processes.migrate(variant, (role, message) -> {
            if (hasEntered(message, SourceState.SERVING)) {
                kill(victim);
            }
        });
        final MigrationRecord record = new MigrationRecords(variant, pair).record();
        assertEquals(Outcome.LOST, record.outcome(), record::toString);
        assertFalse(record.verified());
        assertTrue(record.reason().contains("the guest is lost: "), record::reason);
        assertTrue(record.reason().contains("; here are ") && record.reason().contains("execution state "),
                record::reason);
    }

    /** The source is held up until the destination takes it for dead, which it is not. */
    @ParameterizedTest
    @ValueSource(strings = {"aeron-udp", "aeron-ipc", "tcp", "tcp(streams=3)"})
    void shouldTakeAMigrationUpAgainByItself(final String transport) {
        final Variant variant = Small.variant(SLOW, SPARING, "link.transport=" + transport,
                "migration.strategy=postcopy");
        final AtomicLong heldUp = new AtomicLong();
        final MigrationRecord record = new MigrationRecords(variant, processes.migrate(variant, (role, message) -> {
            if (hasEntered(message, SourceState.SERVING) && heldUp.get() == 0) {
                heldUp.set(pidOf("send"));
                // A signal is no affair of Java's.
                signal("-STOP", heldUp.get());
            } else if (hasEntered(message, DestinationState.SEVERED) && heldUp.get() != 0) {
                signal("-CONT", heldUp.get());
            }
        })).record();
        assertTrue(record.good(), record::toString);
        assertEquals(1, record.postcopy().renewals(), record::toString);
    }

    private static long pidOf(final String command) {
        return ProcessHandle.current().children().filter(each -> line(each).contains(" " + command + " ")).findFirst()
                .orElseThrow().pid();
    }

    private static void signal(final String name, final long pid) {
        try {
            assertEquals(0, new ProcessBuilder("kill", name, Long.toString(pid)).start().waitFor());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldPassOnWhatAnEndRefuses() {
        final UnusableInputException e = assertThrows(UnusableInputException.class,
                () -> processes.migrate(Small.variant("link.transport=aeron-udp(mtu=1408B)", "link.split-pages=no"),
                        this::note));
        assertTrue(e.getMessage().startsWith("link.split-pages: "), e::getMessage);
    }

    private synchronized void note(final String role, final Message message) {
        if (message instanceof Message.Happened(MigrationEvent.SourceEntered entered)) {
            sourceStates.add(entered.state());
        }
    }

    private static boolean isLive(final Message message) {
        return hasEntered(message, SourceState.LIVE);
    }

    private static boolean hasEntered(final Message message, final SourceState state) {
        return message instanceof Message.Happened(MigrationEvent.SourceEntered entered) && entered.state() == state;
    }

    private static boolean hasEntered(final Message message, final DestinationState state) {
        return message instanceof Message.Happened(MigrationEvent.DestinationEntered entered)
                && entered.state() == state;
    }

    private static void kill(final String command) {
        ProcessHandle.current().children().filter(child -> line(child).contains(" " + command + " "))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static List<String> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).map(TwoProcessesTest::line)
                .collect(Collectors.toList());
    }

    /** From the kernel where that tells: the JDK's own answer lacks the end of a long line. */
    private static String line(final ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline")).replace('\0', ' ');
        } catch (final IOException e) {
            return child.info().commandLine().orElse("");
        }
    }
}
