package io.whimbrel.engine.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FetchDutyTest {

    private static final long PAGE = 3;

    private final Counted duty = new Counted();
    private final Thread agent = Thread.ofPlatform().name("agent").unstarted(() -> {
        duty.begin();
        duty.end();
        ended = true;
    });
    private volatile boolean ended;

    @Test
    void shouldLetTheAgentGoFirstThatWaits() throws InterruptedException {
        duty.meanwhile = () -> {
            duty.meanwhile = null;
            agent.start();
            while (agent.getState() != Thread.State.WAITING) {
                assertTrue(agent.isAlive() && !Thread.interrupted(), "it did not wait");
                Thread.onSpinWait();
            }
            // The lock itself would let its holder in again.
            assertFalse(duty.lendHand(PAGE));
        };
        assertTrue(duty.lendHand(PAGE));
        assertEquals(1, duty.hands);
        agent.join();
        assertTrue(duty.lendHand(PAGE));
        assertEquals(2, duty.hands);
    }

    @Test
    void shouldLetNobodyLendAHandOnceItIsClosed() throws InterruptedException {
        duty.close();
        assertFalse(duty.lendHand(PAGE));
        assertEquals(0, duty.hands);
        assertNotKept();
    }

    @Test
    void shouldKeepWhatWentWrongAndGiveTheDutyBack() throws InterruptedException {
        final RuntimeException cause = new IllegalStateException("damaged");
        duty.meanwhile = () -> {
            throw cause;
        };
        assertTrue(duty.lendHand(PAGE));
        assertEquals(cause, duty.failure);
        assertNotKept();
    }

    private void assertNotKept() throws InterruptedException {
        agent.start();
        agent.join();
        assertTrue(ended, "whoever leaves must not keep the duty");
    }

    private static final class Counted extends FetchDuty {

        private int hands;
        private Runnable meanwhile;
        private RuntimeException failure;

        @Override
        protected void help(final long page) {
            assertEquals(PAGE, page);
            hands++;
            if (meanwhile != null) {
                meanwhile.run();
            }
        }

        @Override
        protected void failed(final RuntimeException cause) {
            failure = cause;
        }
    }
}
