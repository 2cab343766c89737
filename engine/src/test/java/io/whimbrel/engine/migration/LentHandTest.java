package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.link.ForwardingLinkEnd;
import io.whimbrel.engine.link.FrameHandler;
import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.policy.builtin.AddressOrder;
import io.whimbrel.engine.policy.builtin.AddressPrefetch;
import io.whimbrel.engine.policy.builtin.BandwidthPredictor;
import io.whimbrel.engine.policy.builtin.FixedRate;
import io.whimbrel.engine.policy.builtin.FixedRounds;
import io.whimbrel.engine.policy.builtin.LastSyncEstimator;
import io.whimbrel.engine.policy.builtin.NoPrefetch;
import io.whimbrel.engine.policy.builtin.RoundSnapshotSync;
import io.whimbrel.engine.policy.builtin.ZeroElideEncoding;
import io.whimbrel.engine.presence.Fetcher;
import io.whimbrel.engine.presence.Presence;
import io.whimbrel.engine.presence.Stall;
import io.whimbrel.engine.protocol.ControlEncoder;
import io.whimbrel.engine.tracking.Allocations;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.EpochTracker;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A vCPU that stands still fetches its page itself, and is never at it together with the agent. */
@Timeout(60)
class LentHandTest {

    private static final PageGeometry GEOMETRY = new PageGeometry(64 * 4096, 4096);
    /** Its content is not all zero. */
    private static final long PAGE = 7;
    private static final MigrationTimings PATIENT = new MigrationTimings(
            MigrationTimings.DEFAULT.heartbeatIntervalNs(), 20_000_000_000L, 20_000_000_000L, Long.MAX_VALUE);

    private final CountingProgram program = new CountingProgram(GEOMETRY, 1, Long.MAX_VALUE / 2, 1);
    private GuestMemory memory;
    private WatchedLink link;
    private Guest guest;
    private MigrationSource source;
    private MigrationDestination destination;
    private Guest hosted;
    private GuestAccess access;
    private Fetcher fetcher;
    private LongConsumer standsStill;
    private int tried;

    @BeforeEach
    void handOverWithoutPush() {
        handOver(new NoPrefetch(Long.MAX_VALUE));
    }

    /** A guest that runs at the destination without a page of its memory. Nobody drives its agents from here on. */
    private void handOver(final Prefetcher prefetcher) {
        memory = new GuestMemory(GEOMETRY);
        link = new WatchedLink(InMemoryLink.open(32 << 10, 256 << 10));
        program.fill(memory);
        final DirtyTracker tracker = new EpochTracker(GEOMETRY.pages(), 1);
        guest = Guest.tracked(memory, program, tracker, SystemNanoClock.INSTANCE);
        destination = new MigrationDestination(new DestinationSettings(1, 0, (description, geometry, vcpus) -> program,
                encoding -> new ZeroElideEncoding(), host -> hosted = host), link, PATIENT, SystemNanoClock.INSTANCE,
                event -> {});
        source = new MigrationSource(new MigrationIdentity(1, 1, "zero-elide", ""), guest, tracker, new Postcopy(0),
                new Policies(new RoundSnapshotSync(), new AddressOrder(), new ZeroElideEncoding(), view -> 0,
                        new FixedRate(100_000_000), new FixedRounds(4), new LastSyncEstimator(),
                        new BandwidthPredictor(), prefetcher),
                link.link.source(), PATIENT, SystemNanoClock.INSTANCE, event -> {});
        guest.start();
        source.start();
        driveUntil(() -> source.state() == SourceState.SERVING);
        hosted.vcpus().getFirst().doWork();
        access = hosted.access(0);
        fetcher = hosted.faults().fetcher();
        hosted.faults().ports().getFirst().stallBy(new Stall() {
            @Override
            public void until(final Presence presence, final long page) {
                while (!presence.isPresent(page)) {
                    if (Thread.interrupted()) {
                        throw new AssertionError("interrupted by the time limit");
                    }
                    standsStill.accept(page);
                }
            }

            @Override
            public void wake() {
                // It never sleeps.
            }
        });
        standsStill = page -> {
            fetcher.lendHand(page);
            source.doWork();
        };
        link.polls = 0;
        link.cycles = 0;
    }

    private void driveUntil(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new AssertionError("interrupted by the time limit");
            }
            source.doWork();
            destination.doWork();
            guest.vcpus().getFirst().doWork();
            if (hosted != null) {
                hosted.vcpus().getFirst().doWork();
            }
        }
    }

    @AfterEach
    void close() {
        memory.close();
        if (hosted != null) {
            hosted.memory().close();
        }
    }

    private long touch(final long page) {
        return access.getLong(GEOMETRY.offsetOf(page));
    }

    @Test
    void shouldFetchItsPageWithoutTheAgent() {
        assertEquals(memory.getLong(GEOMETRY.offsetOf(PAGE)), touch(PAGE));
        assertEquals(1, destination.report().pagesRequested());
        assertEquals(1, destination.report().pagesApplied());
        assertEquals(1, hosted.faults().ports().getFirst().log().faults());
        assertEquals(0, hosted.faults().ports().getFirst().log().overtaken());
        assertEquals(0, link.cycles);
    }

    @Test
    void shouldFetchEveryPageAndLeaveTheRestToTheAgent() {
        for (long page = 0; page < GEOMETRY.pages(); page++) {
            assertEquals(memory.getLong(GEOMETRY.offsetOf(page)), touch(page));
        }
        assertEquals(DestinationState.FETCHING, destination.state());
        destination.doWork();
        assertEquals(DestinationState.RUNNING, destination.state());
        assertEquals(GEOMETRY.pages(), destination.report().pagesRequested());
    }

    @Test
    void shouldFindAPageThatWasPushedBeforeItWasAskedFor() {
        close();
        handOver(new AddressPrefetch());
        final Presence presence = hosted.faults().presence();
        long pushed = 0;
        while (pushed == 0 || presence.isPresent(pushed - 1)) {
            assertFalse(Thread.interrupted(), "interrupted by the time limit");
            source.doWork();
            pushed = source.report().push().pushedPages();
        }
        standsStill = fetcher::lendHand;
        assertEquals(memory.getLong(GEOMETRY.offsetOf(pushed - 1)), touch(pushed - 1));
        assertEquals(1, hosted.faults().ports().getFirst().log().overtaken());
    }

    @Test
    void shouldCallAGuestWholeOfWhichAHandBroughtTheLastPageBeforeItHearsThatTheLinkIsCut() {
        for (long page = 0; page < GEOMETRY.pages(); page++) {
            touch(page);
        }
        final ControlEncoder encoder = new ControlEncoder();
        final int length = encoder.severed(1, 0, "for a reason");
        assertEquals(LinkStatus.OK, link.link.source().controlOut().offer(encoder.buffer(), 0, length));
        destination.doWork();
        assertEquals(DestinationState.RUNNING, destination.state(), destination.reason());
    }

    @Test
    void shouldBeLeftToVcpusOnlyWhilePagesAreFetched() {
        assertTrue(destination.isLeftToVcpus());
        for (long page = 0; page < GEOMETRY.pages(); page++) {
            touch(page);
        }
        destination.doWork();
        assertFalse(destination.isLeftToVcpus());
    }

    @Test
    void shouldAllocateNothing() {
        touch(PAGE);
        final double perCall = Allocations.bytesOf(20_000, () -> fetcher.lendHand(PAGE)) / 20_000.0;
        assertTrue(perCall < 0.05, perCall + " B for each hand lent");
    }

    @Test
    void shouldKeepTheAgentOutMeanwhile() {
        final Thread agent = Thread.ofPlatform().name("agent").unstarted(destination::doWork);
        link.meanwhile = () -> {
            link.meanwhile = null;
            agent.start();
            while (agent.getState() != Thread.State.WAITING) {
                assertTrue(agent.isAlive() && !Thread.interrupted(), "it did not wait for the hand");
                Thread.onSpinWait();
            }
            assertEquals(0, link.cycles, "the agent was at work as well");
        };
        fetcher.lendHand(PAGE);
        join(agent);
        assertEquals(1, link.cycles, "nobody tried");
    }

    @Test
    void shouldBeKeptOutByTheAgentMeanwhile() {
        link.meanwhile = () -> onAnotherThread(() -> {
            tried++;
            final int polls = link.polls;
            assertFalse(fetcher.lendHand(PAGE));
            assertEquals(polls, link.polls, "both were at work");
        });
        destination.doWork();
        assertEquals(1, tried, "nobody tried");
        assertEquals(1, link.polls);
    }

    private static void onAnotherThread(final Runnable task) {
        final Throwable[] failure = new Throwable[1];
        join(Thread.ofPlatform().uncaughtExceptionHandler((thread, e) -> failure[0] = e).start(task));
        if (failure[0] != null) {
            throw new AssertionError(failure[0]);
        }
    }

    private static void join(final Thread thread) {
        try {
            thread.join();
        } catch (final InterruptedException e) {
            throw new AssertionError("interrupted by the time limit", e);
        }
    }

    @Test
    void shouldLeaveItToTheAgentToSeverWhenAPageComesDamaged() {
        standsStill = page -> {
            link.damaged = true;
            for (int i = 0; i < 10; i++) {
                fetcher.lendHand(page);
                source.doWork();
            }
            assertEquals(DestinationState.FETCHING, destination.state());
            assertFalse(hosted.faults().presence().isPresent(page));
            throw new StandsStill();
        };
        try {
            touch(PAGE);
        } catch (final StandsStill e) {
            destination.doWork();
        }
        assertEquals(DestinationState.SEVERED, destination.state());
        assertTrue(destination.reason().contains("checksum"), destination.reason());
        final int polls = link.polls;
        fetcher.lendHand(PAGE);
        assertEquals(polls, link.polls, "the link is not to be touched any more");

        final InMemoryLink another = InMemoryLink.open(32 << 10, 256 << 10);
        source.recover(another.source());
        destination.recover(another.destination());
        driveUntil(() -> source.state() == SourceState.SERVING && destination.state() == DestinationState.FETCHING);
        standsStill = page -> {
            fetcher.lendHand(page);
            source.doWork();
        };
        assertEquals(memory.getLong(GEOMETRY.offsetOf(PAGE)), touch(PAGE));
    }

    @Test
    void shouldNotTouchTheLinkOnceTheAgentHasEnded() {
        fetcher.lendHand(PAGE);
        assertEquals(1, link.polls);
        destination.onClose();
        fetcher.lendHand(PAGE);
        assertEquals(1, link.polls);
    }

    /** What a vCPU's thread throws that is ended while it waits. */
    private static final class StandsStill extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Has somebody else do something while urgent frames are taken. */
    private static final class WatchedLink extends ForwardingLinkEnd implements DestinationLink {

        private final InMemoryLink link;
        private final FrameInbound urgent = this::poll;
        private int cycles;
        private int polls;
        private Runnable meanwhile;
        private boolean damaged;

        WatchedLink(final InMemoryLink link) {
            super(link.destination());
            this.link = link;
        }

        @Override
        public FrameInbound urgent() {
            return urgent;
        }

        private int poll(final FrameHandler handler, final int limit) {
            polls++;
            if (meanwhile != null) {
                meanwhile.run();
            }
            return link.destination().urgent().poll(damaged ? damaging(handler) : handler, limit);
        }

        private static FrameHandler damaging(final FrameHandler handler) {
            return (buffer, offset, length) -> {
                final UnsafeBuffer copy = new UnsafeBuffer(ByteBuffer.allocateDirect(length));
                copy.putBytes(0, buffer, offset, length);
                copy.putByte(length - 1, (byte) ~copy.getByte(length - 1));
                handler.onFrame(copy, 0, length);
            };
        }

        @Override
        public FrameInbound data() {
            return link.destination().data();
        }

        @Override
        public int doWork() {
            cycles++;
            return super.doWork();
        }
    }
}
