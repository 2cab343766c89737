package io.whimbrel.transports.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.link.LinkEnd;
import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DoomedProcess;
import io.whimbrel.transports.SourceEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed. */
class TcpDeathTest {

    @TempDir
    private Path directory;

    @Test
    void shouldFailWhenTheSourceIsKilledAndListenAnewAtTheSamePort() throws Exception {
        final Tcp tcp = new Tcp(TcpOptions.DEFAULT);
        final String address;
        try (DestinationEnd destination = TcpEnds.listen(TcpOptions.DEFAULT)) {
            address = destination.address();
            final FutureTask<DoomedProcess> starting = new FutureTask<>(
                    () -> DoomedProcess.source("tcp(streams=2)", address, directory));
            Thread.ofPlatform().daemon().start(starting);
            TcpEnds.await(() -> drain(destination) && starting.isDone(), destination);
            starting.get().kill();
            TcpEnds.await(() -> {
                drain(destination);
                destination.controlIn().poll((buffer, offset, length) -> {}, 1000);
                return destination.failure() != null;
            }, destination);
            assertIsOver(destination, "the source is gone: ");
        }
        try (DestinationEnd again = tcp.listen(address, TcpEnds.NO_DRIVER);
                SourceEnd source = TcpEnds.connect(TcpOptions.DEFAULT, again)) {
            TcpEnds.acquaint(source, again);
            assertNull(again.failure());
        }
    }

    private static boolean drain(final DestinationEnd destination) {
        return destination.data().poll((buffer, offset, length) -> {}, 1000) > 0;
    }

    @Test
    void shouldFailWhenTheDestinationIsKilled() throws IOException {
        try (DoomedProcess destination = DoomedProcess.destination("tcp", directory);
                SourceEnd source = new Tcp(TcpOptions.DEFAULT).connect(destination.address(), TcpEnds.NO_DRIVER)) {
            TcpEnds.await(() -> LinkPair.send(source.data(), 1, 100) == LinkStatus.OK, source);
            destination.kill();
            TcpEnds.await(() -> source.failure() != null, source);
            assertIsOver(source, "the destination at " + destination.address() + " is gone: ");
            assertEquals(LinkStatus.NOT_CONNECTED, source.data().tryClaim(8));
            assertEquals(LinkStatus.NOT_CONNECTED, source.urgent().tryClaim(8));
            source.counters((name, value) -> assertTrue(value >= 0, name));
        }
    }

    private static void assertIsOver(final LinkEnd end, final String failure) {
        assertTrue(end.failure().startsWith(failure), end.failure());
        assertFalse(end.failure().contains("\n"));
        assertEquals(LinkStatus.NOT_CONNECTED, LinkPair.offer(end, 1, 8));
        assertEquals(0, end.doWork());
    }
}
