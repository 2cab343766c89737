package io.whimbrel.results.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessorsTest {

    private static BitSet last() {
        final BitSet last = new BitSet();
        last.set(Processors.atFirst().length() - 1);
        return last;
    }

    private static <T> T inAnotherThread(final Callable<T> task) throws InterruptedException, ExecutionException {
        final FutureTask<T> future = new FutureTask<>(task);
        Thread.ofPlatform().start(future);
        return future.get();
    }

    @Test
    void shouldHoldAThreadAndWhatItStarts() throws Exception {
        final BitSet before = Processors.here();
        assertEquals(List.of(last(), last()), inAnotherThread(() -> {
            Processors.hold(last());
            return List.of(Processors.here(), inAnotherThread(Processors::here));
        }));
        assertEquals(before, Processors.here(), "nobody else");
        assertEquals(before, Processors.atFirst());
    }

    @Test
    void shouldHoldAllThreadsOfAnotherProcess() throws Exception {
        final Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jshell").toString(), "-q").start();
        try {
            Processors.hold(process.pid(), last());
            final String held = "Cpus_allowed_list:\t" + (last().length() - 1);
            try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
                assertTrue(threads.allMatch(thread -> statusOf(thread).contains(held)));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static List<String> statusOf(final Path thread) {
        try {
            return Files.readAllLines(thread.resolve("status"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldRefuseNoProcessorsAtAll() throws Exception {
        assertTrue(inAnotherThread(
                () -> assertThrows(IllegalArgumentException.class, () -> Processors.hold(new BitSet())))
                .getMessage().contains("errno 22"));
    }

    @Test
    void shouldRefuseAProcessThatDoesNotRun() {
        assertThrows(UncheckedIOException.class, () -> Processors.hold(Long.MAX_VALUE, last()));
    }

    @Test
    void shouldNotLendItsOwnSet() {
        Processors.atFirst().clear();
        assertFalse(Processors.atFirst().isEmpty());
    }
}
