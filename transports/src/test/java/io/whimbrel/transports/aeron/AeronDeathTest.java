package io.whimbrel.transports.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.link.LinkEnd;
import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DoomedProcess;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SourceEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed. */
class AeronDeathTest {

    @TempDir
    private Path directory;

    @Test
    void shouldServeAnotherSourceAfterOneWasKilled() throws Exception {
        final AeronUdp udp = new AeronUdp(AeronOptions.defaults(Media.UDP));
        try (DestinationEnd destination = udp.listen(udp.anyAddress(), place("destination"))) {
            await(() -> destination.address() != null, destination);
            final FutureTask<DoomedProcess> starting = new FutureTask<>(
                    () -> DoomedProcess.source("aeron-udp", destination.address(), directory.resolve("doomed")));
            Thread.ofPlatform().daemon().start(starting);
            await(() -> destination.data().poll((buffer, offset, length) -> {}, 10) > 0, destination);
            starting.get().kill();
            await(() -> LinkPair.offer(destination, 1, 8) == LinkStatus.NOT_CONNECTED, destination);
            await(() -> connectsAnew(udp, destination), destination);
            assertNull(destination.failure());
        }
    }

    /** As long as the dead one is taken for alive, others are turned away. */
    private boolean connectsAnew(final AeronUdp udp, final DestinationEnd destination) {
        try (SourceEnd next = udp.connect(destination.address(), place("next"))) {
            await(() -> next.failure() != null || LinkPair.offer(next, 2, 8) == LinkStatus.OK, next, destination);
            return next.failure() == null;
        }
    }

    @Test
    void shouldSurviveTheDeathOfTheDriver() throws IOException {
        final AeronIpc ipc = new AeronIpc(AeronOptions.defaults(Media.IPC));
        final Path driver = directory.resolve("driver");
        try (DoomedProcess destination = DoomedProcess.destination("aeron-ipc", driver);
                SourceEnd source = ipc.connect(driver.toString(), place("unused"))) {
            await(() -> LinkPair.send(source.data(), 1, 100) == LinkStatus.OK, source);
            destination.kill();
            await(() -> {
                LinkPair.send(source.data(), 1, 100);
                return source.failure() != null;
            }, source);
            assertTrue(source.failure().contains("driver"), source.failure());
            assertFalse(source.failure().contains("\n"));
            assertEquals(LinkStatus.CLOSED, source.data().tryClaim(8));
            assertEquals(LinkStatus.CLOSED, LinkPair.offer(source, 1, 8));
            source.counters((name, value) -> assertTrue(value >= 0, name));
        }
    }

    private DriverPlace place(final String name) {
        return DriverPlace.embedded(directory.resolve(name));
    }

    private static void await(final BooleanSupplier condition, final LinkEnd... ends) {
        final long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            for (final LinkEnd end : ends) {
                end.doWork();
            }
            assertTrue(System.nanoTime() - start < 45_000_000_000L, "not within the deadline");
            Thread.yield();
        }
    }
}
