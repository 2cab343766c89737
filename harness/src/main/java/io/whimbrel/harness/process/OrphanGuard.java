package io.whimbrel.harness.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A child's ear: hands over the lines that its parent writes, and notices the parent's death, of whatever kind, by the
 * end of its input. The kernel closes a pipe when the last process that could write to it is gone, also after kill -9.
 */
public final class OrphanGuard {

    private OrphanGuard() {}

    /**
     * Listens on a daemon thread.
     *
     * @param in       the child's standard input
     * @param onLine   takes each line
     * @param onOrphan the parent is gone; expected to end the process at once
     */
    public static void listen(final InputStream in, final Consumer<String> onLine, final Runnable onOrphan) {
        final Thread thread = new Thread(() -> {
            final BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    onLine.accept(line);
                }
            } catch (final IOException e) {
                // A broken input is an ended one.
            } finally {
                onOrphan.run();
            }
        }, "orphan-guard");
        thread.setDaemon(true);
        thread.start();
    }
}
