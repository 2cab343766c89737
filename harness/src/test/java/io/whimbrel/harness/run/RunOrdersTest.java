package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.whimbrel.harness.run.Orders.Answer;
import io.whimbrel.harness.scenario.Catalogs;
import io.whimbrel.harness.virtual.VirtualMigrator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOrdersTest {

    private final List<String> given = new ArrayList<>();
    private final RunOrders orders = new RunOrders();

    private void begin(final String role) {
        orders.begin(role, name -> {
            given.add(role + " " + name);
            return name.equals(EndOrders.STATUS) ? Answer.yes(role + ": WELL") : Answer.no("not now");
        });
    }

    private void beginBoth() {
        begin(TwoProcesses.DESTINATION);
        begin(TwoProcesses.SOURCE);
    }

    @Test
    void shouldTellHowBothEndsAre() {
        beginBoth();
        assertEquals(Answer.yes("source: WELL; destination: WELL"), orders.give(EndOrders.STATUS));
    }

    @ParameterizedTest
    @ValueSource(strings = {EndOrders.SWITCH_NOW, EndOrders.GO_POST_COPY, EndOrders.CANCEL})
    void shouldPassAnOrderOnToTheSourceAndItsAnswerBack(final String order) {
        beginBoth();
        assertEquals(Answer.no("not now"), orders.give(order));
        assertEquals(List.of("source " + order), given);
    }

    @ParameterizedTest
    @ValueSource(strings = {EndOrders.RECOVER, EndOrders.RUN_HERE, EndOrders.DROP_HERE})
    void shouldLetNobodySettleWhatTheRunSettles(final String order) {
        beginBoth();
        assertEquals(Answer.no("a run does not understand '" + order + "', but status, switch-now, post-copy, cancel:"
                + " what is cut or in doubt it settles itself"), orders.give(order));
        assertEquals(List.of(), given);
    }

    @Test
    void shouldHaveNoSourceToOrderBeforeItIsStarted() {
        begin(TwoProcesses.DESTINATION);
        assertEquals(Answer.yes("destination: WELL"), orders.give(EndOrders.STATUS));
        assertEquals(Answer.no("'cancel' is for a source, and there is none now"), orders.give(EndOrders.CANCEL));
    }

    @Test
    void shouldHaveNobodyToOrderBetweenTwoMigrations() {
        beginBoth();
        orders.end();
        assertEquals(Answer.yes("no migration is under way"), orders.give(EndOrders.STATUS));
        assertFalse(orders.give(EndOrders.SWITCH_NOW).accepted());
        assertEquals(List.of(), given);
    }

    @Test
    void shouldTakeNoOrdersInVirtualTime() {
        assertEquals(Answer.no("a run in virtual time takes no orders"),
                new VirtualMigrator(Catalogs.BUILT_IN).orders().give(EndOrders.STATUS));
    }
}
