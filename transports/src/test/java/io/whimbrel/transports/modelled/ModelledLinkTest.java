package io.whimbrel.transports.modelled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.engine.link.LinkPair;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.simulation.CpuCosts;
import io.whimbrel.engine.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelledLinkTest {

    private static final int FRAME = 1000;
    private static final long MEGABYTE_PER_SECOND = 1_000_000;
    /** What a frame takes at a megabyte per second. */
    private static final long FRAME_NS = 1_000_000;
    private static final long LATENCY_NS = 50_000;

    private final Simulation simulation = new Simulation(CpuCosts.NONE);
    private final List<String> arrivals = new ArrayList<>();

    private ModelledLink link(final long jitterNs, final double loss, final long queueBytes) {
        return new ModelledLink(new LinkModel(new ConstantBandwidth(MEGABYTE_PER_SECOND), LATENCY_NS, jitterNs, loss,
                queueBytes, FRAME, 0, 5), simulation, simulation.newCpu(), simulation.newCpu());
    }

    /** When each of some frames arrives, in nanoseconds from now, looked at every microsecond. */
    private List<Long> arrivalsNs(final FrameInbound stream, final int frames) {
        final long startNs = simulation.clock().nanoTime();
        final List<Long> atNs = new ArrayList<>();
        while (atNs.size() < frames) {
            simulation.runFor(1_000);
            stream.poll((buffer, offset, length) -> {
                LinkPair.assertNumber(atNs.size(), buffer, offset, length);
                atNs.add(simulation.clock().nanoTime() - startNs);
            }, 10);
            assertTrue(simulation.clock().nanoTime() - startNs < 1_000 * FRAME_NS, "they never arrive: " + atNs);
        }
        return atNs;
    }

    private static void send(final FrameOutbound stream, final int frames) {
        for (int i = 0; i < frames; i++) {
            assertEquals(LinkStatus.OK, LinkPair.send(stream, i, FRAME));
        }
    }

    @Test
    void shouldCarryOneFrameAfterAnother() {
        final ModelledLink link = link(0, 0, 10 * FRAME);
        send(link.source().data(), 3);
        assertEquals(List.of(FRAME_NS + LATENCY_NS, 2 * FRAME_NS + LATENCY_NS, 3 * FRAME_NS + LATENCY_NS),
                arrivalsNs(link.destination().data(), 3));
    }

    @Test
    void shouldTakeTimeForWhatAFrameStandsFor() {
        final ModelledLink link = link(0, 0, 10 * FRAME);
        assertEquals(LinkStatus.OK, link.source().data().tryClaim(100, 900));
        link.source().data().commit();
        simulation.runFor(FRAME_NS + LATENCY_NS - 1);
        assertEquals(0, link.destination().data().poll((buffer, offset, length) -> {}, 1));
        simulation.runFor(1);
        assertEquals(1, link.destination().data().poll((buffer, offset, length) -> assertEquals(100, length), 1));
    }

    @Test
    void shouldHoldTheSenderUpWhenItsQueueIsFull() {
        final ModelledLink link = link(0, 0, 2 * FRAME);
        send(link.source().data(), 2);
        simulation.runFor(1);
        assertEquals(LinkStatus.OK, LinkPair.send(link.source().data(), 2, FRAME), "the first is on the wire");
        assertEquals(LinkStatus.BACK_PRESSURED, LinkPair.send(link.source().data(), 3, FRAME));
        simulation.runFor(FRAME_NS);
        assertEquals(LinkStatus.OK, LinkPair.send(link.source().data(), 3, FRAME));
    }

    @Test
    void shouldLetUrgentFramesAndControlPass() {
        final ModelledLink link = link(0, 0, 10 * FRAME);
        send(link.source().data(), 3);
        send(link.source().urgent(), 1);
        assertEquals(LinkStatus.OK, LinkPair.offer(link.source(), 0, FRAME));
        for (long until = 0; until < 6 * FRAME_NS; until += FRAME_NS) {
            simulation.runFor(FRAME_NS);
            note(link.destination().controlIn(), "control");
            note(link.destination().urgent(), "urgent");
            note(link.destination().data(), "data");
        }
        assertEquals(List.of("data", "control", "urgent", "data", "data"), arrivals,
                "the first was on the wire already");
    }

    private void note(final FrameInbound stream, final String name) {
        stream.poll((buffer, offset, length) -> arrivals.add(name), 10);
    }

    @Test
    void shouldDeliverInOrderWhateverTheJitter() {
        final ModelledLink link = link(20 * FRAME_NS, 0, 60 * FRAME);
        send(link.source().data(), 50);
        final List<Long> atNs = arrivalsNs(link.destination().data(), 50);
        assertTrue(atNs.getFirst() > FRAME_NS + LATENCY_NS + 1_000, "no jitter at all: " + atNs);
    }

    @Test
    void shouldDeliverWhatWasLostARoundTripAndATransmissionLater() {
        final ModelledLink link = link(0, 0.5, 110 * FRAME);
        for (int sent = 0; sent < 100; sent++) {
            final long before = lost(link);
            send(link.source().data(), 1);
            final long atNs = awaited(link);
            final long again = lost(link) - before;
            assertEquals((1 + again) * FRAME_NS + (1 + 2 * again) * LATENCY_NS, atNs, "lost " + again + " times");
        }
        assertTrue(lost(link) > 50, lost(link) + " lost of 100 frames at a loss of one half");
    }

    private static long lost(final ModelledLink link) {
        final long[] lost = new long[1];
        link.source().counters((name, value) -> lost[0] += name.equals("framesLost") ? value : 0);
        return lost[0];
    }

    private long awaited(final ModelledLink link) {
        return arrivalsNs(link.destination().data(), 1).getFirst();
    }

    @Test
    void shouldSendWhatWasLostAgainAndCountIt() {
        final ModelledLink link = link(0, 0.5, 110 * FRAME);
        send(link.source().data(), 100);
        final List<Long> atNs = arrivalsNs(link.destination().data(), 100);
        assertTrue(lost(link) > 50 && lost(link) < 200, lost(link) + " lost of 100 frames at a loss of one half");
        assertTrue(atNs.getLast() >= (100 + lost(link)) * FRAME_NS, "the wire carried lost frames in no time");
    }

    @Test
    void shouldDoTheSameWithTheSameSeed() {
        final ModelledLink one = link(FRAME_NS, 0.2, 110 * FRAME);
        send(one.source().data(), 100);
        final List<Long> first = arrivalsNs(one.destination().data(), 100);
        final ModelledLink two = link(FRAME_NS, 0.2, 110 * FRAME);
        send(two.source().data(), 100);
        assertEquals(first, arrivalsNs(two.destination().data(), 100));
    }
}
