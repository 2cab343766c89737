package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.end.CuttingProxy;
import io.whimbrel.harness.run.EndOrders;
import io.whimbrel.transports.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A {@code whimbrel send} whose guest a {@code whimbrel receive} does not take: it runs on where it is. */
@Timeout(120)
class RefusedByHandTest {

    private static final List<String> GUEST = List.of("link.transport=tcp", "migration.strategy=precopy",
            "migration.sync=round-snapshot", "guest.memory=4MiB", "guest.rate=2k/s", "phases.rehearsal=0ms",
            "phases.warm-up=5ms", "phases.before=5ms", "phases.after=5ms");
    /** It writes a page for each that the link carries, and more; and once there it runs until another was refused. */
    private static final List<String> STAYS_LIVE_AND_RUNS_ON = Stream.concat(GUEST.stream(),
            Stream.of("guest.workload=synthetic(read-share=0)", "migration.convergence=downtime-limit(1us)",
                    "migration.encoding=raw", "link.bandwidth=2MiB/s", "phases.after=5s"))
            .toList();

    /** Established, and ended by the other side alone. */
    private static final Set<String> OPEN = Set.of("01", "08");

    @TempDir
    private Path directory;

    @Test
    void shouldBeTurnedAwayWhileAnotherGuestIsOnItsWayAndOnceItRunsThere() throws IOException {
        try (EndsByHand first = EndsByHand.startSideBySide(STAYS_LIVE_AND_RUNS_ON)) {
            first.awaitSourceState(SourceState.LIVE);
            try (CommandProcess second = send(first.address())) {
                requireKept("the destination at " + first.address() + " is serving another source", second);
            }
            try (CuttingProxy gate = CuttingProxy.shutBefore(first.address());
                    CommandProcess third = send(gate.address())) {
                first.await(gate::isCalled);
                assertFalse(first.entered(SourceState.FAILED) || first.entered(SourceState.PAUSING));
                first.tell(first.source(), EndOrders.SWITCH_NOW);
                // The transport turns others away until it has noticed that the first source is gone.
                first.await(() -> first.source().exitCode().isPresent() && isAlone(first.address()));
                gate.open();
                requireKept("the destination refused: this destination has taken another guest already", third);
            }
            first.awaitEnds();
            assertEquals(0, first.source().exitCode().orElseThrow());
            assertEquals(0, first.destination().exitCode().orElseThrow());
            assertTrue(first.destinationOutcome().verdict().verified(),
                    first.destinationOutcome().verdict().toString());
        }
    }

    /** Whether whoever listens there has closed its connections, as far as the machine tells. */
    private static boolean isAlone(final String address) {
        final String port = String.format(Locale.ROOT, ":%04X", Endpoint.parse(address).port());
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6").map(Path::of).filter(Files::isReadable)
                .flatMap(RefusedByHandTest::lines).map(line -> line.trim().split("\\s+"))
                .noneMatch(field -> field[1].endsWith(port) && OPEN.contains(field[3]));
    }

    private static Stream<String> lines(final Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldBeRefusedWhereAnotherPageSizeIsWanted() {
        try (CommandProcess receive = CommandProcess.start(arguments("receive", "--page-size", "65536"))) {
            requireRefused("the guest has pages of 4096 B, this destination accepts only 65536 B", receive);
        }
    }

    @Test
    void shouldBeRefusedWhereThereIsNoMemoryForTheGuest() throws IOException, InterruptedException {
        assumeTrue(Shortage.canMount(), "this machine allows no mounts");
        // It needs no guest of its own, and yet looks whether it could have it.
        try (CommandProcess receive = CommandProcess.start(Shortage.ofMemory(directory, 3 << 10),
                arguments("receive", "--set", "guest.memory=2MiB"))) {
            requireRefused("guest memory of 4 MiB is more than the 3 MiB available", receive);
        }
    }

    private static List<String> arguments(final String command, final String... further) {
        final List<String> all = new ArrayList<>(List.of(command, "-q"));
        GUEST.forEach(setting -> all.addAll(List.of("--set", setting)));
        all.addAll(List.of(further));
        return all;
    }

    private static CommandProcess send(final String address) {
        return CommandProcess.start(arguments("send", "--to", address));
    }

    private static void requireRefused(final String why, final CommandProcess receive) {
        try (CommandProcess send = send(receive.address())) {
            requireKept("the destination refused: " + why, send);
        }
        assertEquals(ExitCode.FAILED.code(), receive.exitCode(), receive::toString);
        assertEquals(2, receive.printed().size(), receive::toString);
        assertEquals("not taken over: refused: " + why, receive.printed().getLast());
        assertEquals(List.of(), receive.complaints());
    }

    /** It says why in a line, and that its guest is as it should be in another. */
    private static void requireKept(final String why, final CommandProcess send) {
        assertEquals(ExitCode.FAILED.code(), send.exitCode(), send::toString);
        assertEquals(2, send.printed().size(), send::toString);
        assertEquals("not migrated: " + why, send.printed().getFirst());
        assertTrue(send.printed().getLast()
                .matches("verified: 1024 pages are the same after [1-9][0-9]* operations"), send::toString);
        assertEquals(List.of(), send.complaints());
    }
}
