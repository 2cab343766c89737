package io.whimbrel.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildProcessTest {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @TempDir
    private Path directory;

    @Test
    void shouldHandOverLinesAndOrders() throws InterruptedException {
        try (ChildProcess child = ChildProcess.start("echo", Children.command(Children.Echo.class), lines::add)) {
            assertEquals("pid " + child.pid(), next());
            assertEquals(OptionalInt.empty(), child.exitCode());
            child.order("one");
            child.order("two");
            assertEquals("heard one", next());
            assertEquals("heard two", next());
            child.order("exit 3");
            await(() -> child.exitCode().isPresent());
            assertEquals(3, child.exitCode().getAsInt());
            assertTrue(child.lastComplaints().contains("a complaint"), child.lastComplaints()::toString);
        }
    }

    @Test
    void shouldNoticeAChildThatWasKilled() throws InterruptedException {
        try (ChildProcess child = ChildProcess.start("echo", Children.command(Children.Echo.class), lines::add)) {
            next();
            ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
            await(() -> child.exitCode().isPresent());
            assertEquals(128 + 9, child.exitCode().getAsInt());
            child.order("nobody hears this");
            assertTrue(child.lastComplaints().getLast().contains("did not reach the echo"),
                    child.lastComplaints()::toString);
        }
    }

    @Test
    void shouldLeaveNoProcessWhenClosed() throws InterruptedException {
        final ChildProcess child = ChildProcess.start("echo", Children.command(Children.Echo.class), lines::add);
        next();
        child.close();
        assertFalse(isAlive(child.pid()));
    }

    @Test
    void shouldEndTheChildOfAParentThatWasKilled() throws InterruptedException {
        try (ChildProcess parent = ChildProcess.start("parent", Children.command(Children.Parent.class, directory),
                lines::add)) {
            final Path scratch = Path.of(next().substring("scratch ".length()));
            final long grandchild = Long.parseLong(next().substring("pid ".length()));
            assertTrue(isAlive(grandchild));
            ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();
            await(() -> !isAlive(grandchild));
            // What the killed parent left behind goes as soon as another run begins.
            await(() -> parent.exitCode().isPresent());
            assertTrue(Files.exists(scratch));
            ScratchDirectory.create(directory).close();
            assertFalse(Files.exists(scratch));
        }
    }

    @Test
    void shouldSayWhatCannotBeStarted() {
        final UncheckedIOException e = assertThrows(UncheckedIOException.class,
                () -> ChildProcess.start("echo", List.of(directory.resolve("absent").toString()), lines::add));
        assertTrue(e.getMessage().startsWith("cannot start the echo process: "), e::getMessage);
    }

    private static boolean isAlive(final long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private String next() throws InterruptedException {
        return lines.poll(50, TimeUnit.SECONDS);
    }

    private static void await(final java.util.function.BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }
}
