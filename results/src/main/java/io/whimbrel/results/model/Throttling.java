package io.whimbrel.results.model;

import java.util.OptionalDouble;

/**
 * How much a guest has to be held back for a migration to end. Held back for a share of the time it dirties within t
 * what it otherwise does within (1 - share) t, so a floor that was too high comes down.
 */
public final class Throttling {

    /** The largest share that a guest can be held back for. */
    public static final double MOST = 0.99;

    private static final int HALVINGS = 30;

    private Throttling() {}

    /**
     * The least throttle with which a migration converges.
     *
     * @param model                by which it is judged
     * @param guest                what is migrated
     * @param link                 over what
     * @param downtimeLimitSeconds as for the model
     * @return share of the time that the guest must not run, 0 where it need not be held back; none where {@link #MOST}
     *     is not enough
     */
    public static OptionalDouble required(final PrecopyModel model, final ModelledGuest guest,
            final ModelledLink link, final double downtimeLimitSeconds) {
        if (model.predict(guest, link, downtimeLimitSeconds).converges()) {
            return OptionalDouble.of(0);
        }
        if (!model.predict(guest.slowedBy(MOST), link, downtimeLimitSeconds).converges()) {
            return OptionalDouble.empty();
        }
        double tooLittle = 0;
        double enough = MOST;
        for (int i = 0; i < HALVINGS; i++) {
            final double share = (tooLittle + enough) / 2;
            if (model.predict(guest.slowedBy(share), link, downtimeLimitSeconds).converges()) {
                enough = share;
            } else {
                tooLittle = share;
            }
        }
        return OptionalDouble.of(enough);
    }

    /**
     * Whether QEMU's auto-converge would hold the guest back: a pass left more than half of what it sent.
     *
     * @param guest     what is migrated
     * @param link      over what
     * @param sentPages pages that the pass sent
     * @return true when it would
     */
    public static boolean isTriggered(final ModelledGuest guest, final ModelledLink link, final double sentPages) {
        return guest.dirty().pages(sentPages / link.pagesPerSecond(guest)) > sentPages / 2;
    }
}
