package io.whimbrel.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.harness.process.ChildProcess;
import io.whimbrel.harness.run.Orders.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Orders to a child that answers each with its own name, or with nothing. */
@Timeout(60)
class ChildOrdersTest {

    private static final long LONG_NS = TimeUnit.SECONDS.toNanos(50);

    private final CompletableFuture<ChildOrders> orders = new CompletableFuture<>();

    private ChildProcess start(final long patienceNs, final String... command) {
        final ChildProcess child = ChildProcess.start("source", List.of(command),
                line -> orders.join().answered(Answer.yes(line)));
        orders.complete(new ChildOrders(child, patienceNs));
        return child;
    }

    @Test
    void shouldGiveEachItsOwnAnswer() {
        try (ChildProcess child = start(LONG_NS, "cat")) {
            final CompletableFuture<Answer> first = orders.join().tell("first");
            assertEquals(Answer.yes("second"), orders.join().give("second"));
            assertEquals(Answer.yes("first"), first.join());
            assertEquals(Answer.yes("third"), orders.join().give("third"), child::role);
        }
    }

    @Test
    void shouldSayThatAnEndDoesNotAnswer() {
        try (ChildProcess child = start(1, "sleep", "50")) {
            assertEquals(Answer.no("the source does not answer 'cancel', and may yet obey it"),
                    orders.join().give("cancel"), child::role);
        }
    }

    @Test
    void shouldSayThatAnEndHasEnded() {
        try (ChildProcess child = start(LONG_NS, "true")) {
            while (child.exitCode().isEmpty()) {
                LockSupport.parkNanos(500_000);
            }
            assertEquals(Answer.no("the source has ended"), orders.join().give("cancel"));
        }
    }

    @Test
    void shouldSayThatAnEndHasEndedInsteadOfAnswering() {
        try (ChildProcess child = start(LONG_NS, "sh", "-c", "read order")) {
            assertEquals(Answer.no("the source has ended"), orders.join().give("cancel"), child::role);
        }
    }
}
