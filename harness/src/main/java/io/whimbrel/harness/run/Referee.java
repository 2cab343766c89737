package io.whimbrel.harness.run;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.end.EndListener.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Settles what two ends cannot settle between them, as only whoever started both may: with the source's process gone the
 * guest runs nowhere else, so a destination in doubt may run it. With the destination's gone the guest is gone too, if it
 * ran there, and must not come to life again at the source with what its clients saw undone. Where both live, the link
 * was cut: it is opened anew, at the destination first, since the source calls once.
 */
final class Referee {

    /** A link that is cut oftener than that in one migration is given up. */
    static final int MOST_CUTS = 3;

    private final BiConsumer<String, String> orders;
    private final List<String> troubles;
    /** The ends that were ordered something, and were not heard of since. */
    private final Set<String> told = new HashSet<>();
    private SourceState source = SourceState.IDLE;
    private DestinationState destination = DestinationState.LISTENING;
    private int cuts;
    private boolean lost;

    /**
     * Begins.
     *
     * @param orders   takes an end's role and an order for it
     * @param troubles where to say what was settled
     */
    Referee(final BiConsumer<String, String> orders, final List<String> troubles) {
        this.orders = orders;
        this.troubles = troubles;
    }

    /** An end has said something. */
    void heard(final Message message) {
        switch (message) {
            case Message.Staged staged when staged.stage() == Stage.LISTENING -> listens();
            case Message.Happened(MigrationEvent.SourceEntered entered) -> entered(entered.state());
            case Message.Happened(MigrationEvent.DestinationEntered entered) -> entered(entered.state());
            default -> {
                // It does not change where the migration stands.
            }
        }
    }

    void entered(final SourceState state) {
        source = state;
        told.remove(TwoProcesses.SOURCE);
    }

    void entered(final DestinationState state) {
        destination = state;
        told.remove(TwoProcesses.DESTINATION);
    }

    /** The destination listens, for the first time or again. */
    void listens() {
        if (told.remove(TwoProcesses.DESTINATION) && source.isCut()) {
            tell(TwoProcesses.SOURCE, EndOrders.RECOVER);
        }
    }

    private void tell(final String role, final String order) {
        told.add(role);
        orders.accept(role, order);
    }

    private boolean sourceWaits() {
        return source.isCut() && !told.contains(TwoProcesses.SOURCE);
    }

    private boolean destinationWaits() {
        return destination.isCut() && !told.contains(TwoProcesses.DESTINATION);
    }

    /**
     * Both ends live, or one of them has ended.
     *
     * @param sourceGone      the source's process has ended
     * @param destinationGone the destination's process has ended
     * @param guestEndedThere the guest ran at the destination to the end of the measurement
     */
    void settle(final boolean sourceGone, final boolean destinationGone, final boolean guestEndedThere) {
        if (sourceGone && destinationWaits()) {
            settleDestination();
        } else if (destinationGone && sourceWaits()) {
            settleSource(guestEndedThere);
        } else if (!sourceGone && !destinationGone && sourceWaits() && !told.contains(TwoProcesses.DESTINATION)
                && (destination.isCut() || destination == DestinationState.RUNNING)) {
            takeUpAgain();
        }
    }

    private void settleDestination() {
        if (destination == DestinationState.IN_DOUBT) {
            troubles.add("the guest was recovered at the destination");
            tell(TwoProcesses.DESTINATION, EndOrders.RUN_HERE);
        } else {
            lost = true;
            troubles.add("the guest is lost: its source died before all of its pages were at the destination");
            tell(TwoProcesses.DESTINATION, EndOrders.DROP_HERE);
        }
    }

    private void settleSource(final boolean guestEndedThere) {
        if (guestEndedThere) {
            troubles.add("the guest ran at the destination, which could no longer say that it holds all of it");
        } else {
            lost = true;
            troubles.add(source == SourceState.SEVERED
                    ? "the guest is lost: it ran at the destination, which died before it held all of it"
                    : "the guest is lost: it was given up to the destination, which died");
        }
        tell(TwoProcesses.SOURCE, EndOrders.DROP_HERE);
    }

    private void takeUpAgain() {
        cuts++;
        if (cuts <= MOST_CUTS) {
            tell(TwoProcesses.DESTINATION, EndOrders.RECOVER);
            return;
        }
        final String often = "the link was cut " + cuts + " times";
        tell(TwoProcesses.SOURCE, EndOrders.DROP_HERE);
        if (destination == DestinationState.RUNNING) {
            troubles.add(
                    often + ", and the destination could not say that it holds all of the guest, which runs there");
        } else {
            lost = true;
            troubles.add("the guest is lost: " + often + " before all of its pages were at the destination");
            tell(TwoProcesses.DESTINATION, EndOrders.DROP_HERE);
        }
    }

    /** Whether no source has come to the destination. */
    boolean isUncalled() {
        return destination == DestinationState.LISTENING;
    }

    /** What is known of the guest when nobody waits any longer. */
    Whereabouts whereabouts() {
        if (lost) {
            return Whereabouts.LOST;
        }
        return sourceWaits() || destinationWaits() ? Whereabouts.IN_DOUBT : Whereabouts.KNOWN;
    }
}
