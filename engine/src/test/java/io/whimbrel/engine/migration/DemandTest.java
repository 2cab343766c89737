package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.policy.builtin.AddressPrefetch;
import io.whimbrel.engine.policy.builtin.NoPrefetch;
import io.whimbrel.engine.policy.builtin.RawEncoding;
import io.whimbrel.engine.presence.Fault;
import io.whimbrel.engine.presence.FaultPort;
import io.whimbrel.engine.presence.Presence;
import io.whimbrel.engine.protocol.ControlEncoder;
import io.whimbrel.engine.protocol.sbe.PageRequestDecoder;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A page is sent once, however often it is asked for, and asked for once, however many vCPUs want it; and whoever asks
 * waits for nobody who asked later.
 */
@Timeout(60)
class DemandTest {

    private static final int PAGES = 16;
    private static final long SECOND = 1_000_000_000L;
    private static final long PACE_NS = 100_000;
    private static final long LOOK_NS = 5_000;
    /** A few duty cycles of either side, each of which takes half a microsecond. */
    private static final long CYCLES_NS = 3_000;
    /** Of a page, of what tells that it is an answer, and of their headers, and not of two pages. */
    private static final int PAGE_FRAME_BYTES = 5_000;

    private final World.Setup setup = new World.Setup();

    DemandTest() {
        setup.strategy = new Postcopy(0);
        setup.prefetcher = new NoPrefetch(Long.MAX_VALUE);
        setup.geometry = new PageGeometry(PAGES * 4096, 4096);
        setup.vcpus = 2;
    }

    @Test
    void shouldSendAPageOnceThatIsAskedForTwice() {
        final FaultyLink link = new FaultyLink(Map.of(PageRequestDecoder.TEMPLATE_ID, Fate.DUPLICATE));
        try (World world = new World(setup, link.source(), link.destination())) {
            world.source.start();
            world.runUntil(world::isCompleted, SECOND);
            assertEquals(1, link.back.met(Fate.DUPLICATE));
            final PushReport push = world.source.report().push();
            assertEquals(1, push.needlessRequests());
            assertEquals(PAGES, push.demandedPages());
            assertEquals(PAGES, world.source.report().pagesSent());
            assertEquals(PAGES, world.destination.report().pagesApplied());
            assertEquals(PAGES, world.destination.report().pagesRequested());
            world.verify(world.hosted());
        }
    }

    @Test
    void shouldLeaveARequestAloneWhosePageHasLeft() {
        final FaultyLink link = new FaultyLink(Map.of());
        try (World world = new World(setup, link.source(), link.destination())) {
            world.source.start();
            world.runUntil(world::runsAtDestination, SECOND);
            final Presence presence = world.hosted().faults().presence();
            world.runUntil(() -> presence.absentPages() < PAGES, SECOND);
            final long here = LongStream.range(0, PAGES).filter(presence::isPresent).findFirst().orElseThrow();
            final ControlEncoder encoder = new ControlEncoder();
            final int length = encoder.pageRequest(World.MIGRATION_ID, here);
            assertEquals(LinkStatus.OK, link.back.offer(encoder.buffer(), 0, length));
            world.runUntil(world::isCompleted, SECOND);
            assertEquals(1, world.source.report().push().needlessRequests());
            assertEquals(PAGES, world.source.report().push().demandedPages());
            assertEquals(PAGES, world.source.report().pagesSent());
            world.verify(world.hosted());
        }
    }

    @Test
    void shouldAskOnceForAPageThatTwoVcpusWant() {
        setup.program = BothTheSame::new;
        final FaultyLink link = new FaultyLink(Map.of());
        try (World world = new World(setup, link.source(), link.destination())) {
            world.source.start();
            world.runUntil(world::runsAtDestination, SECOND);
            final Presence presence = world.hosted().faults().presence();
            world.runUntil(() -> presence.absentPages() == PAGES / 2, SECOND);
            assertEquals(PAGES / 2, world.destination.report().pagesRequested());
            assertEquals(PAGES / 2, world.source.report().push().demandedPages());
            assertEquals(0, world.source.report().push().needlessRequests());
            assertEquals(PAGES / 2, world.hosted().faults().sharedFaults());
            for (final FaultPort port : world.hosted().faults().ports()) {
                assertEquals(PAGES / 2, port.log().faults());
            }
        }
    }

    /**
     * The link takes an answer each pace, the cap lets the push send as much beside them, and each vCPU is behind with
     * its operations, so that it touches its next absent page as soon as it has one.
     *
     * <p>How long one of them may stand still: its request leaves with the destination's next cycle, and is read once
     * the source looks. Before it the others may be answered, each once, since a vCPU waits for one page at a time, and
     * whoever asks anew asks later. Each of these answers, and its own, is taken a pace after the one before, once the
     * destination looks; the source has looked by then, and put it there. Were somebody answered who asked later, it
     * would wait for hundreds of pages.
     */
    @Test
    void shouldLetNoVcpuStandStillForLongerThanTheOthersTakeOnceUnderAPushAtTheCap() {
        final int vcpus = 4;
        final long cap = 80_000_000;
        setup.vcpus = vcpus;
        setup.geometry = new PageGeometry(1024 * 4096, 4096);
        setup.encoding = new RawEncoding();
        setup.prefetcher = new AddressPrefetch();
        setup.bytesPerSecond = cap;
        setup.intervalNs = 1_000;
        setup.idleStepNs = LOOK_NS;
        // No more than a page lies in either stream: others wait at the source.
        final InMemoryLink link = InMemoryLink.open(PAGE_FRAME_BYTES, PAGE_FRAME_BYTES + 8);
        final PacedLink paced = new PacedLink(link.destination(), PACE_NS);
        try (World world = new World(setup, link.source(), paced)) {
            paced.paceBy(world.simulation.clock());
            world.source.start();
            world.runUntil(world::isCompleted, SECOND);
            final long boundNs = LOOK_NS + vcpus * (PACE_NS + LOOK_NS) + CYCLES_NS;
            for (final FaultPort port : world.hosted().faults().ports()) {
                final Fault longest = port.log().longest();
                assertTrue(longest.totalNs() <= boundNs, () -> longest + ", at most " + boundNs + " ns are due");
                assertTrue(longest.totalNs() > (vcpus - 1) * PACE_NS,
                        () -> "it never waited for all others: " + longest);
            }
            final PushReport push = world.source.report().push();
            assertTrue(push.demandedPages() > 100 && push.pushedPages() > 100, push::toString);
            final DestinationReport there = world.destination.report();
            final double seconds = (there.completedAtNs() - there.resumedAtNs()) / 1e9;
            assertTrue(push.bytesSent() > 0.9 * cap * seconds, () -> push + " in " + seconds + " s");
            world.verify(world.hosted());
        }
    }

    /** Either vCPU does what the first would do, at the same times: in its half of the memory. */
    private record BothTheSame(GuestProgram counting) implements GuestProgram {

        @Override
        public int vcpus() {
            return counting.vcpus();
        }

        @Override
        public void fill(final GuestMemory memory) {
            counting.fill(memory);
        }

        @Override
        public VcpuProgram vcpu(final int vcpu) {
            return counting.vcpu(0);
        }
    }
}
