package io.whimbrel.engine.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class InMemoryLinkTest {

    private static final int FRAME = 64;

    private final InMemoryLink link = InMemoryLink.open(FRAME, 3 * (FRAME + 8));
    private final SourceLink source = link.source();
    private final DestinationLink destination = link.destination();
    private final List<Long> arrived = new ArrayList<>();

    @Test
    void shouldHoldExactlyItsCapacity() {
        assertEquals(LinkStatus.OK, send(1));
        assertEquals(LinkStatus.OK, send(2));
        assertEquals(LinkStatus.OK, send(3));
        assertEquals(LinkStatus.BACK_PRESSURED, send(4));
        assertEquals(1, destination.data().poll(this::arrive, 1));
        assertEquals(LinkStatus.OK, send(4));
        assertEquals(LinkStatus.BACK_PRESSURED, send(5));
    }

    @Test
    void shouldHandOverEverythingInOnePollWhereTheRingWraps() {
        for (long i = 0; i < 1000; i += 3) {
            assertEquals(LinkStatus.OK, send(i));
            assertEquals(LinkStatus.OK, send(i + 1));
            assertEquals(LinkStatus.OK, send(i + 2));
            assertEquals(3, destination.data().poll(this::arrive, 10));
            assertEquals(List.of(i, i + 1, i + 2), arrived);
            arrived.clear();
        }
    }

    @Test
    void shouldLoseWhatWasUnderWayAndWhatIsSentWhileSevered() {
        assertEquals(LinkStatus.OK, send(1));
        assertEquals(LinkStatus.OK, control(source, 1));
        assertEquals(LinkStatus.OK, control(destination, 1));
        link.sever();
        assertEquals(LinkStatus.OK, send(2));
        assertEquals(LinkStatus.OK, control(source, 2));
        assertEquals(0, destination.data().poll(this::arrive, 10));
        assertEquals(LinkStatus.OK, send(3));
        link.restore();
        assertEquals(LinkStatus.OK, send(4));
        assertEquals(LinkStatus.OK, control(destination, 4));
        assertEquals(1, destination.data().poll(this::arrive, 10));
        assertEquals(0, destination.controlIn().poll(this::arrive, 10));
        assertEquals(1, source.controlIn().poll(this::arrive, 10));
        assertEquals(List.of(4L, 4L), arrived);
    }

    @Test
    void shouldSaySoWhenDisconnectedAndWorkAgainWhenRestored() {
        assertEquals(LinkStatus.OK, send(1));
        link.disconnect();
        assertEquals(LinkStatus.NOT_CONNECTED, send(2));
        assertEquals(LinkStatus.NOT_CONNECTED, control(source, 2));
        assertEquals(LinkStatus.NOT_CONNECTED, control(destination, 2));
        link.restore();
        assertEquals(LinkStatus.OK, send(3));
        assertEquals(2, destination.data().poll(this::arrive, 10));
        assertEquals(List.of(1L, 3L), arrived);
    }

    @Test
    void shouldNotRestoreAnEndThatWasClosed() {
        destination.close();
        link.restore();
        assertEquals(LinkStatus.NOT_CONNECTED, send(1));
        assertEquals(LinkStatus.CLOSED, control(destination, 1));
    }

    @Test
    void shouldRefuseACapacityBelowOneFrame() {
        assertThrows(IllegalArgumentException.class, () -> InMemoryLink.open(FRAME, FRAME));
    }

    private LinkStatus send(final long value) {
        final LinkStatus status = source.data().tryClaim(FRAME);
        if (status == LinkStatus.OK) {
            source.data().buffer().putLong(source.data().offset(), value);
            source.data().commit();
        }
        return status;
    }

    private static LinkStatus control(final LinkEnd from, final long value) {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[Long.BYTES]);
        message.putLong(0, value);
        return from.controlOut().offer(message, 0, Long.BYTES);
    }

    private void arrive(final DirectBuffer buffer, final int offset, final int length) {
        arrived.add(buffer.getLong(offset));
    }
}
