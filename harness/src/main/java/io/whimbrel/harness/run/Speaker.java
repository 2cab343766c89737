package io.whimbrel.harness.run;

import io.whimbrel.engine.migration.Progress;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.harness.end.EndListener;
import java.util.function.Consumer;

/** Turns what an end tells into messages; looks at a migration's progress a few times a second. */
public final class Speaker implements EndListener, AutoCloseable {

    private static final long LOOK_MS = 250;

    private final Consumer<Message> sink;
    private volatile Thread looker;

    /**
     * Speaks to a sink.
     *
     * @param sink takes messages, from several threads
     */
    public Speaker(final Consumer<Message> sink) {
        this.sink = sink;
    }

    @Override
    public void stage(final Stage stage, final String detail) {
        if (stage.compareTo(Stage.MIGRATING) > 0) {
            close();
        }
        sink.accept(new Message.Staged(stage, detail));
    }

    @Override
    public void event(final MigrationEvent event) {
        sink.accept(new Message.Happened(event));
    }

    @Override
    public void progress(final Progress progress) {
        final Thread thread = new Thread(() -> {
            try {
                while (true) {
                    Thread.sleep(LOOK_MS);
                    sink.accept(Message.Looked.at(progress));
                }
            } catch (final InterruptedException e) {
                // The migration is over, and so is looking at it.
            }
        }, "progress");
        thread.setDaemon(true);
        looker = thread;
        thread.start();
    }

    /** Stops looking. */
    @Override
    public void close() {
        final Thread thread = looker;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
