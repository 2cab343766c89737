package io.whimbrel.engine.tracking;

class HandshakeTrackerTest extends HandshakingTrackerContract {

    @Override
    protected DirtyTracker create(final long pages, final int vcpus) {
        return new HandshakeTracker(pages, vcpus);
    }
}
