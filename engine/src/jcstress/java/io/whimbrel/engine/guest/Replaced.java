package io.whimbrel.engine.guest;

/**
 * Something is replaced by what was there before it, at the moment at which a vCPU takes it up: the end of a snapshot that
 * has only just been taken. Once the vCPU is said to use it no more it is dismantled.
 */
abstract class Replaced {

    private static final int LOOKS = 100;

    final AtBoundary<Thing> place;
    private final Thing usual = new Thing();
    private final Thing passing = new Thing();

    Replaced() {
        place = new AtBoundary<>(usual);
        place.replace(passing);
    }

    /** By the vCPU: an operation. */
    static int use(final Thing thing) {
        return thing.isDismantled ? 1 : 0;
    }

    /** By the controller. */
    final void end() {
        place.replace(usual);
        for (int look = 0; look < LOOKS; look++) {
            if (place.isTakenUp()) {
                passing.isDismantled = true;
                return;
            }
        }
    }

    /** What is used. */
    static final class Thing {
        private volatile boolean isDismantled;
    }
}
