package io.whimbrel.harness.run;

import io.whimbrel.engine.migration.Progress;
import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.harness.end.EndListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Turns what an end tells into messages, and looks at a migration's progress a few times a second. Whoever tells only
 * leaves a message in a queue: writing it out takes longer than a short pause lasts, and is this object's own thread's.
 * That thread holds its tongue while more is being told, because what is told in quick succession is told about a pause,
 * and a machine with few cores would make the guest wait for the words.
 */
public final class Speaker implements EndListener, AutoCloseable {

    private static final long LOOK_MS = 250;
    /** For how long nothing more is to have been told before it is said. */
    private static final long HUSH_MS = 20;
    /** After so many times that, it is said though more is being told. */
    private static final int MAX_HUSHES = 10;

    private final Consumer<Message> sink;
    private final BlockingQueue<Message> unsaid = new LinkedBlockingQueue<>();
    private final List<Message> told = new ArrayList<>();
    private final Thread voice = new Thread(this::speak, "speaker");
    private volatile Progress watched;
    private volatile boolean closing;

    /**
     * Speaks to a sink.
     *
     * @param sink takes messages, from one thread of this object's
     */
    public Speaker(final Consumer<Message> sink) {
        this.sink = sink;
        voice.setDaemon(true);
        voice.start();
    }

    /**
     * Says something, after all that was told before.
     *
     * @param message what
     */
    public void say(final Message message) {
        unsaid.add(message);
    }

    @Override
    public void stage(final Stage stage, final String detail) {
        if (stage.compareTo(Stage.MIGRATING) > 0) {
            watched = null;
        }
        say(new Message.Staged(stage, detail));
    }

    @Override
    public void event(final MigrationEvent event) {
        say(new Message.Happened(event));
    }

    @Override
    public void progress(final Progress progress) {
        watched = progress;
    }

    private void speak() {
        try {
            while (!closing || !unsaid.isEmpty()) {
                final Message first = unsaid.poll(LOOK_MS, TimeUnit.MILLISECONDS);
                final Progress progress = watched;
                if (first != null) {
                    hush();
                    sink.accept(first);
                    unsaid.drainTo(told);
                    told.forEach(sink);
                    told.clear();
                } else if (progress != null) {
                    sink.accept(Message.Looked.at(progress));
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hush() throws InterruptedException {
        int before = -1;
        for (int i = 0; i < MAX_HUSHES && unsaid.size() != before && !closing; i++) {
            before = unsaid.size();
            Thread.sleep(HUSH_MS);
        }
    }

    /** Says what is still unsaid, and falls silent. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (true) {
            try {
                voice.join();
                break;
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
