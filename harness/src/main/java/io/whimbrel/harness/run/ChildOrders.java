package io.whimbrel.harness.run;

import io.whimbrel.harness.process.ChildProcess;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Orders to an end in a process of its own, which takes them from its standard input and answers on its standard
 * output, one after the other. They may come from any thread.
 */
final class ChildOrders implements Orders {

    private static final long LOOK_MS = 20;

    private final ChildProcess child;
    private final long patienceNs;
    private final Queue<CompletableFuture<Answer>> unanswered = new ArrayDeque<>();

    /** To a child that is waited for so long, since its process may stand still. */
    ChildOrders(final ChildProcess child, final long patienceNs) {
        this.child = child;
        this.patienceNs = patienceNs;
    }

    /** Gives an order, and does not wait for the answer. */
    synchronized CompletableFuture<Answer> tell(final String name) {
        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        unanswered.add(answer);
        child.order(name);
        return answer;
    }

    /** The child has answered the oldest order that it had not. */
    synchronized void answered(final Answer answer) {
        final CompletableFuture<Answer> oldest = unanswered.poll();
        if (oldest != null) {
            oldest.complete(answer);
        }
    }

    @Override
    public Answer give(final String name) {
        if (child.exitCode().isPresent()) {
            return Answer.no("the " + child.role() + " has ended");
        }
        final CompletableFuture<Answer> answer = tell(name);
        final long deadlineNs = System.nanoTime() + patienceNs;
        try {
            while (!isThere(answer)) {
                if (child.exitCode().isPresent() && !isThere(answer)) {
                    return Answer.no("the " + child.role() + " has ended");
                }
                if (System.nanoTime() - deadlineNs > 0) {
                    return Answer.no("the " + child.role() + " does not answer '" + name + "', and may yet obey it");
                }
            }
            return answer.get();
        } catch (final ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.no("interrupted before the " + child.role() + " had answered '" + name + "'");
        }
    }

    /** Looks for a moment. */
    private static boolean isThere(final CompletableFuture<Answer> answer)
            throws ExecutionException, InterruptedException {
        try {
            answer.get(LOOK_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (final TimeoutException e) {
            return false;
        }
    }
}
