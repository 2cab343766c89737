package io.whimbrel.engine.migration;

import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.presence.FaultPort;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;

/** A migration whose link is cut and replaced, again and again, and which counts what crosses each of its links. */
final class Recovered implements AutoCloseable {

    /** Whether a link is replaced or becomes well, and who is told first. */
    enum Way {
        FRESH, SAME, SOURCE_FIRST, DESTINATION_FIRST
    }

    private static final long MILLISECOND = 1_000_000L;
    /** Long enough for either side to notice that the other is silent, and for it to be told so. */
    static final long NOTICED_NS = 150 * MILLISECOND;

    final World world;
    private final int frameBytes;
    private CuttableLink link;
    private long absentWhenServing;
    private long sentWhenServing;
    private SourceState before = SourceState.IDLE;

    Recovered(final World.Setup setup, final int frameBytes) {
        this.frameBytes = frameBytes;
        link = freshLink();
        world = new World(setup, link.source(), link.destination());
        world.source.start();
    }

    private CuttableLink freshLink() {
        final InMemoryLink fresh = InMemoryLink.open(frameBytes, 4 * frameBytes);
        return new CuttableLink(fresh.source(), fresh.destination());
    }

    /** One event. When the source serves anew, what the destination is without now is all that may cross from here on. */
    void step() {
        if (before == SourceState.RESUMING) {
            absentWhenServing = 0;
            sentWhenServing = world.source.report().pagesSent();
        }
        world.step();
        final SourceState now = world.source.state();
        if (now == SourceState.SERVING && before == SourceState.RESUMING) {
            absentWhenServing = world.hosted().faults().presence().absentPages();
        }
        before = now;
    }

    void runFor(final long ns) {
        final long until = world.simulation.clock().nanoTime() + ns;
        while (world.simulation.clock().nanoTime() < until) {
            step();
        }
    }

    /** Cuts the link, and lets either side notice. */
    void cut(final CuttableLink.Cut directions) {
        link.cut(directions);
        runFor(NOTICED_NS);
    }

    /** For a moment the frames under way are lost, and nothing else. */
    void loseFramesFor(final long ns) {
        link.loseFrames(true);
        runFor(ns);
        link.loseFrames(false);
    }

    CuttableLink link() {
        return link;
    }

    boolean isHandedOver() {
        return !world.source.state().ownsGuest();
    }

    /** Both sides are told of a link that is well. */
    void recover(final Way way) {
        if (way == Way.SAME) {
            link.heal();
        } else {
            link = freshLink();
        }
        if (way != Way.DESTINATION_FIRST) {
            world.source.recover(link.source());
        }
        if (way == Way.SOURCE_FIRST) {
            runFor(NOTICED_NS);
        }
        world.destination.recover(link.destination());
        if (way == Way.DESTINATION_FIRST) {
            runFor(NOTICED_NS);
            world.source.recover(link.source());
        }
    }

    void complete() {
        for (int events = 0; !world.isCompleted(); events++) {
            if (events > 2_000_000) {
                throw new AssertionError(world.events + " source " + world.source.state() + " "
                        + world.source.report().reason()
                        + ", destination " + world.destination.state() + " " + world.destination.report().reason());
            }
            step();
        }
    }

    /** The guest is whole, and nothing crossed in vain or twice. */
    void judge() {
        final SourceReport report = world.source.report();
        final long pages = world.geometry.pages();
        final long absent = report.push() == null ? 0 : report.push().absentPages();
        final DestinationReport there = world.destination.report();
        if (there.state() != DestinationState.RUNNING || world.hosted().faults().presence().absentPages() != 0) {
            throw new AssertionError("not whole: " + there);
        }
        final long early = report.rounds().stream().mapToLong(round -> round.pagesSent()).sum();
        if (there.pagesApplied() != early + absent) {
            throw new AssertionError(there.pagesApplied() + " pages were applied, " + early + " were sent before the"
                    + " guest of " + pages + " ran there, and " + absent + " were absent then");
        }
        if (sentWhenServing > 0 && report.pagesSent() - sentWhenServing != absentWhenServing) {
            throw new AssertionError((report.pagesSent() - sentWhenServing) + " pages were sent over the last link, "
                    + absentWhenServing + " were absent");
        }
        final long answers = world.hosted().faults().ports().stream().map(FaultPort::log)
                .mapToLong(log -> log.faults() - log.overtaken()).sum();
        if (report.push() != null && report.push().demandedPages() != answers) {
            throw new AssertionError(report.push() + ", and " + answers + " pages came as answers");
        }
        world.verify(world.hosted());
    }

    @Override
    public void close() {
        world.close();
    }
}
