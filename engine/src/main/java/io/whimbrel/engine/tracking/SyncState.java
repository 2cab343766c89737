package io.whimbrel.engine.tracking;

/** Holds the collector to the order in which a sync's calls must come. */
final class SyncState {

    private boolean underWay;

    void begin() {
        if (underWay) {
            throw new IllegalStateException("a sync is under way already");
        }
        underWay = true;
    }

    void requireUnderWay() {
        if (!underWay) {
            throw new IllegalStateException("no sync has been begun");
        }
    }

    void end() {
        underWay = false;
    }
}
