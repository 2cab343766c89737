package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.run.EndOrders;
import io.whimbrel.results.file.RunDirectory;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code whimbrel control} orders a run to do whose pre-copy would never end by itself, with both ends in the
 * run's process or each in its own. The run is in this process.
 */
@Timeout(120)
class OrdersToARunTest extends CommandLine {

    private static final String PID = Long.toString(ProcessHandle.current().pid());

    @TempDir
    private Path directory;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Future<Integer> run;

    @AfterEach
    void end() {
        thread.shutdownNow();
        thread.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSwitchOver(final boolean inProcess) throws ExecutionException, InterruptedException {
        run(inProcess);
        await("source: LIVE; destination: RECEIVING");
        refused("whimbrel: a run does not understand 'recover', but status, switch-now, post-copy, cancel: what is cut"
                + " or in doubt it settles itself", "control", PID, EndOrders.RECOVER);
        assertTrue(status().startsWith("source: LIVE; "), status());
        order(EndOrders.SWITCH_NOW);
        final MigrationRecord record = recordAfter(ExitCode.OK);
        assertTrue(record.good(), record::toString);
        assertTrue(record.pausedByOrder());
        assertNull(record.postcopy());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGoPostCopy(final boolean inProcess) throws ExecutionException, InterruptedException {
        // Slow enough that pages are still at the source when it is looked.
        run(inProcess, "guest.rate=500/s", "link.bandwidth=1MiB/s");
        await("source: LIVE; ");
        order(EndOrders.GO_POST_COPY);
        await("source: SERVING; destination: FETCHING");
        refused("whimbrel: 'cancel' is for a source that has not given the guest up; nothing was changed at this one,"
                + " which is serving", "control", PID, EndOrders.CANCEL);
        final MigrationRecord record = recordAfter(ExitCode.OK);
        assertTrue(record.good(), record::toString);
        assertTrue(record.pausedByOrder());
        assertNotNull(record.postcopy());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepTheGuest(final boolean inProcess) throws ExecutionException, InterruptedException {
        run(inProcess);
        await("source: LIVE; ");
        order(EndOrders.CANCEL);
        cancelled();
    }

    /** The destination has not been called then, and never will be. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepTheGuestBeforeItsMigrationHasBegun(final boolean inProcess)
            throws ExecutionException, InterruptedException {
        run(inProcess, "phases.before=2s");
        await("source: IDLE; destination: LISTENING");
        order(EndOrders.CANCEL);
        cancelled();
    }

    private void cancelled() throws ExecutionException, InterruptedException {
        final MigrationRecord record = recordAfter(ExitCode.FAILED);
        assertEquals(Outcome.CANCELLED, record.outcome(), record::toString);
        assertEquals("cancelled", record.reason());
        assertTrue(record.verified(), record::toString);
        assertNull(record.pausedByOrder());
    }

    private void run(final boolean inProcess, final String... settings) {
        final List<String> arguments = new ArrayList<>(List.of("run", "--quiet", "-o", directory.toString()));
        if (inProcess) {
            arguments.add("--in-process");
        }
        final List<String> all = new ArrayList<>(OrdersByHandTest.NEVER_CONVERGES);
        all.addAll(List.of(settings));
        all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        run = thread.submit(() -> new CommandLine() {
        }.execute(arguments.toArray(String[]::new)));
    }

    private void order(final String order) {
        out.reset();
        assertEquals(0, execute("control", PID, order), err());
        assertEquals("told\n", out());
        out.reset();
    }

    private static String status() {
        try {
            return ControlSocket.ask(ProcessHandle.current().pid(), EndOrders.STATUS);
        } catch (final UnusableInputException e) {
            // It is only about to listen.
            return e.getMessage();
        }
    }

    private void await(final String part) {
        while (!status().contains(part)) {
            assertFalse(run.isDone(), "the run has ended before it came to " + part);
            assertFalse(Thread.interrupted(), "interrupted by the time limit");
            LockSupport.parkNanos(500_000);
        }
    }

    private MigrationRecord recordAfter(final ExitCode code) throws ExecutionException, InterruptedException {
        assertEquals(code.code(), run.get());
        return RunDirectory.read(directory).variants().getFirst().repetitions().getFirst();
    }
}
