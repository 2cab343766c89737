package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.policy.builtin.NoPrefetch;
import io.whimbrel.engine.presence.FaultPort;
import io.whimbrel.engine.presence.Presence;
import io.whimbrel.engine.protocol.ControlEncoder;
import io.whimbrel.engine.protocol.sbe.PageRequestDecoder;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A page is sent once, however often it is asked for, and asked for once, however many vCPUs want it. */
@Timeout(60)
class DemandTest {

    private static final int PAGES = 16;
    private static final long SECOND = 1_000_000_000L;

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
