package io.whimbrel.transports.modelled;

import java.util.List;
import java.util.Random;

/**
 * One direction of a modelled link: several streams over one wire. The wire carries one frame at a time; when it is free
 * it takes the first frame of the first stream that has one. Whoever looks brings it up to date first, so it needs no
 * events of its own.
 */
final class Direction {

    private final LinkModel model;
    private final long openedNs;
    private final List<Lane> lanes;
    private final Random random;
    private long freeNs;
    private long lostFrames;

    /**
     * @param model    what it is like
     * @param openedNs the time now
     * @param lanes    its streams, the most urgent first
     * @param seed     of jitter and loss
     */
    Direction(final LinkModel model, final long openedNs, final List<Lane> lanes, final long seed) {
        this.model = model;
        this.openedNs = openedNs;
        this.lanes = List.copyOf(lanes);
        this.random = new Random(seed);
        this.freeNs = openedNs;
    }

    /** Carries what can have begun by now. */
    void bringUpTo(final long nowNs) {
        for (Lane lane = next(nowNs); lane != null; lane = next(nowNs)) {
            carry(lane);
        }
    }

    private Lane next(final long nowNs) {
        long earliestNs = Long.MAX_VALUE;
        for (int i = 0; i < lanes.size(); i++) {
            earliestNs = Math.min(earliestNs, lanes.get(i).waitingSinceNs());
        }
        final long startNs = Math.max(freeNs, earliestNs);
        if (startNs > nowNs) {
            return null;
        }
        freeNs = startNs;
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).waitingSinceNs() <= startNs) {
                return lanes.get(i);
            }
        }
        return null;
    }

    private void carry(final Lane lane) {
        final long bytes = lane.nextBytes() + model.headerBytes();
        freeNs = transmitted(bytes);
        long arrivesNs = freeNs + model.latencyNs();
        while (model.loss() > 0 && random.nextDouble() < model.loss()) {
            // The receiver notices, asks for it, and gets it a round trip and a transmission later.
            lostFrames++;
            final long againFromNs = freeNs;
            freeNs = transmitted(bytes);
            arrivesNs += 2 * model.latencyNs() + freeNs - againFromNs;
        }
        if (model.jitterNs() > 0) {
            arrivesNs += (long) (random.nextDouble() * model.jitterNs());
        }
        lane.depart(arrivesNs);
    }

    private long transmitted(final long bytes) {
        return openedNs + model.bandwidth().endNs(freeNs - openedNs, bytes);
    }

    long lostFrames() {
        return lostFrames;
    }
}
