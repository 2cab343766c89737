package io.whimbrel.engine.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TimerSlackTest {

    private static String slack() {
        try {
            final Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
            return Files.readString(Path.of("/proc", thread.toString(), "timerslack_ns")).trim();
        } catch (final IOException e) {
            return e.toString();
        }
    }

    private static void inThread(final Runnable work) throws InterruptedException, ExecutionException {
        final CompletableFuture<Void> done = new CompletableFuture<>();
        final Thread thread = new Thread(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (final Throwable e) {
                done.completeExceptionally(e);
            }
        });
        thread.start();
        thread.join();
        done.get();
    }

    @Test
    void shouldBePassedOnToThreadsThatAreStartedAfter() throws Exception {
        final boolean[] tightened = new boolean[1];
        final String before = slack();
        inThread(() -> {
            tightened[0] = TimerSlack.tighten();
            if (tightened[0]) {
                assertEquals("1000", slack());
                try {
                    inThread(() -> assertEquals("1000", slack()));
                } catch (final InterruptedException | ExecutionException e) {
                    throw new AssertionError(e);
                }
            }
        });
        assertEquals(before, slack(), "nobody else's sleeps are touched");
        assumeTrue(tightened[0], "this system does not let it");
    }
}
