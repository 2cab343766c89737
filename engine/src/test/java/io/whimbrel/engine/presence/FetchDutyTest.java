package io.whimbrel.engine.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FetchDutyTest {

    private final FetchDuty duty = new FetchDuty();

    @Test
    void shouldLetTheAgentGoFirstThatWaits() throws InterruptedException {
        final Thread agent = Thread.ofPlatform().name("agent").unstarted(() -> {
            duty.begin();
            duty.end();
        });
        assertTrue(duty.tryBegin());
        agent.start();
        while (agent.getState() != Thread.State.WAITING) {
            assertTrue(agent.isAlive() && !Thread.interrupted(), "it did not wait");
            Thread.onSpinWait();
        }
        // The lock itself would let its holder in again.
        assertFalse(duty.tryBegin());
        duty.end();
        agent.join();
        assertTrue(duty.tryBegin());
        duty.end();
    }

    @Test
    void shouldLetNobodyLendAHandOnceItIsClosed() throws InterruptedException {
        duty.close();
        assertFalse(duty.tryBegin());
        final boolean[] ended = new boolean[1];
        final Thread agent = Thread.ofPlatform().start(() -> {
            duty.begin();
            duty.end();
            ended[0] = true;
        });
        agent.join();
        assertEquals(true, ended[0], "whoever is turned away must not keep the duty");
    }
}
