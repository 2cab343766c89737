package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.end.DestinationRun;
import io.whimbrel.harness.end.SourceRun;
import io.whimbrel.harness.process.ScratchDirectory;
import io.whimbrel.harness.run.EndOrders;
import io.whimbrel.harness.run.Small;
import io.whimbrel.harness.run.Speaker;
import io.whimbrel.harness.scenario.Catalogs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders as a person types them, for an end in this very process. */
class ControlCommandTest extends CommandLine {

    private static final String OWN_PID = Long.toString(ProcessHandle.current().pid());
    private static final Speaker NOBODY = new Speaker(message -> {});

    private final ScratchDirectory scratch = ScratchDirectory.create(ScratchDirectory.usualPlace());
    private ControlSocket socket;

    @AfterEach
    void leaveNothingBehind() {
        socket.close();
        scratch.close();
    }

    @AfterAll
    static void endSpeaker() {
        NOBODY.close();
    }

    private void openSource() {
        socket = ControlSocket.open(scratch.path(),
                EndOrders.of(new SourceRun(Small.variant(), Catalogs.BUILT_IN, NOBODY)));
    }

    @Test
    void shouldPrintTheAnswerAndNothingElse() {
        openSource();
        assertEquals(0, execute("control", OWN_PID, "status"), err());
        assertEquals("source: IDLE\n", out());
        out.reset();
        assertEquals(0, execute("control", OWN_PID, "cancel"), err());
        assertEquals("told\n", out());
        assertEquals("", err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "OWN recover | whimbrel: 'recover' is for an end whose migration was cut; nothing was changed at this one,"
                + " which is idle",
        "OWN post-copy | whimbrel: 'post-copy' is for a source whose guest runs while its pages go; nothing was changed"
                + " at this one, which is idle",
        "OWN staus | whimbrel: there is no order 'staus'; did you mean 'status'?",
        "OWN explode | whimbrel: there is no order 'explode'; known are cancel, drop-here, post-copy, recover,"
                + " run-here, status, switch-now",
        "OWN | whimbrel control: Missing required parameter: 'ORDER' (see whimbrel control --help)",
        "1 status | whimbrel: process 1 takes no orders: only a 'whimbrel run', 'send' or 'receive' does that you"
                + " have started and that is at work",
        "-1 status | whimbrel: process -1 takes no orders: only a 'whimbrel run', 'send' or 'receive' does that you"
                + " have started and that is at work",
        "me status | whimbrel control: Invalid value for positional parameter at index 0 (PID): 'me' is not a long (see"
                + " whimbrel control --help)"})
    void shouldRefuseInOneLineWithExitCodeTwo(final String arguments, final String complaint) {
        openSource();
        refused(complaint, ("control " + arguments.replace("OWN", OWN_PID)).split(" "));
    }

    @Test
    void shouldRefuseWhatTheOtherEndAloneUnderstands() {
        socket = ControlSocket.open(scratch.path(),
                EndOrders.of(new DestinationRun(Small.variant(), Catalogs.BUILT_IN, 0, NOBODY)));
        refused("whimbrel: this end does not understand 'cancel', but status, recover, run-here, drop-here", "control",
                OWN_PID, "cancel");
    }

    @Test
    void shouldSayThatAnEndHearsNoOrdersAnyMore() {
        openSource();
        socket.close();
        assertEquals(2, execute("control", OWN_PID, "status"));
        assertTrue(err().startsWith("whimbrel: process " + OWN_PID + " does not answer: "), err());
        assertEquals(1, err().lines().count(), err());
        assertEquals("", out());
    }
}
