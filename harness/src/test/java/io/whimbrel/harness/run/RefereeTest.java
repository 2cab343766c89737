package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefereeTest {

    private final List<String> orders = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final Referee referee = new Referee((role, order) -> orders.add(role + " " + order), troubles);

    private List<String> ordersNow() {
        final List<String> now = List.copyOf(orders);
        orders.clear();
        return now;
    }

    private void cut() {
        referee.entered(SourceState.SEVERED);
        referee.entered(DestinationState.SEVERED);
        referee.settle(false, false, false);
    }

    @Test
    void shouldLeaveAMigrationAloneThatGoesWell() {
        referee.listens();
        referee.entered(SourceState.SERVING);
        referee.entered(DestinationState.FETCHING);
        referee.settle(false, false, false);
        referee.entered(DestinationState.RUNNING);
        referee.settle(false, false, false);
        referee.entered(SourceState.COMPLETED);
        referee.settle(true, true, true);
        assertEquals(List.of(), orders);
        assertEquals(List.of(), troubles);
        assertEquals(Whereabouts.KNOWN, referee.whereabouts());
    }

    @Test
    void shouldHaveTheSourceCallOnceTheDestinationListensAgain() {
        cut();
        referee.settle(false, false, false);
        assertEquals(List.of("destination recover"), ordersNow());
        referee.listens();
        referee.settle(false, false, false);
        assertEquals(List.of("source recover"), ordersNow());
        referee.entered(SourceState.RESUMING);
        referee.entered(DestinationState.FETCHING);
        referee.settle(false, false, false);
        assertEquals(List.of(), ordersNow());
        assertEquals(List.of(), troubles);
    }

    @Test
    void shouldGiveALinkUpThatIsCutTooOften() {
        for (int i = 0; i < Referee.MOST_CUTS; i++) {
            cut();
            referee.listens();
            assertEquals(List.of("destination recover", "source recover"), ordersNow());
        }
        cut();
        assertEquals(List.of("source drop-here", "destination drop-here"), ordersNow());
        assertEquals(Whereabouts.LOST, referee.whereabouts());
        assertEquals(List.of("the guest is lost: the link was cut 4 times before all of its pages were at the"
                + " destination"), troubles);
    }

    @Test
    void shouldTryAgainWhenTheDestinationCannotListen() {
        cut();
        referee.entered(DestinationState.SEVERED);
        referee.settle(false, false, false);
        assertEquals(List.of("destination recover", "destination recover"), ordersNow());
    }

    @Test
    void shouldRecoverASourceThatDoesNotKnowThatTheGuestIsWhole() {
        referee.entered(SourceState.SEVERED);
        referee.entered(DestinationState.RUNNING);
        referee.settle(false, false, false);
        referee.listens();
        assertEquals(List.of("destination recover", "source recover"), ordersNow());
        referee.entered(SourceState.COMPLETED);
        assertEquals(Whereabouts.KNOWN, referee.whereabouts());
    }

    @Test
    void shouldTakeTheGuestForLostWhenEitherSideDiesWithAPartOfIt() {
        referee.entered(DestinationState.SEVERED);
        referee.settle(true, false, false);
        assertEquals(List.of("destination drop-here"), ordersNow());
        assertEquals(Whereabouts.LOST, referee.whereabouts());
        assertTrue(troubles.getFirst().startsWith("the guest is lost: its source died"), troubles.toString());
    }

    @Test
    void shouldTakeTheGuestForLostWhenItsDestinationDies() {
        referee.entered(SourceState.SEVERED);
        referee.settle(false, true, false);
        assertEquals(List.of("source drop-here"), ordersNow());
        assertEquals(Whereabouts.LOST, referee.whereabouts());
    }

    @Test
    void shouldNotTakeAGuestForLostThatRanToItsEnd() {
        referee.entered(SourceState.SEVERED);
        referee.settle(false, true, true);
        assertEquals(List.of("source drop-here"), ordersNow());
        assertEquals(Whereabouts.KNOWN, referee.whereabouts());
        assertEquals(1, troubles.size());
    }

    @Test
    void shouldRunAGuestInDoubtWhoseSourceIsDead() {
        referee.entered(DestinationState.IN_DOUBT);
        assertEquals(Whereabouts.IN_DOUBT, referee.whereabouts());
        referee.settle(true, false, false);
        assertEquals(List.of("destination run-here"), ordersNow());
        assertEquals(Whereabouts.KNOWN, referee.whereabouts());
    }

    @Test
    void shouldDropAGuestInDoubtWhoseDestinationIsDead() {
        referee.entered(SourceState.IN_DOUBT);
        referee.settle(false, true, false);
        assertEquals(List.of("source drop-here"), ordersNow());
        assertEquals(Whereabouts.LOST, referee.whereabouts());
    }
}
