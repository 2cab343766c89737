package io.whimbrel.engine.tracking;

class RmwTrackerTest extends DirtyTrackerContract {

    @Override
    protected DirtyTracker create(final long pages, final int vcpus) {
        return new RmwTracker(pages);
    }
}
