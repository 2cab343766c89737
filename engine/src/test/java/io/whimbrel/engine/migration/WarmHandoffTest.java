package io.whimbrel.engine.migration;

import org.junit.jupiter.api.AfterEach;

/** The handoff of a guest that is suspended to a file, which goes. */
class WarmHandoffTest extends HandoffContract {

    private final TwoDisks disks = new TwoDisks();

    WarmHandoffTest() {
        super(31);
    }

    @AfterEach
    void close() {
        disks.close();
    }

    @Override
    void choose(final World.Setup setup) {
        setup.strategy = new Warm();
        disks.renew(setup);
    }
}
