package io.whimbrel.engine.migration;

/** The handoff of a guest that goes page by page. */
class HandoffTest extends HandoffContract {

    HandoffTest() {
        super(1);
    }

    @Override
    void choose(final World.Setup setup) {
        setup.strategy = new Precopy();
    }
}
