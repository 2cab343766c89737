package io.whimbrel.engine.migration;

import org.junit.jupiter.api.AfterEach;

/** The handoff of a guest that is started afresh from its image. */
class ColdHandoffTest extends HandoffContract {

    private final TwoDisks disks = new TwoDisks();

    ColdHandoffTest() {
        super(31);
    }

    @AfterEach
    void close() {
        disks.close();
    }

    @Override
    void choose(final World.Setup setup) {
        setup.strategy = new Cold();
        disks.renew(setup);
    }
}
