package io.whimbrel.engine.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much later than asked for a thread's sleep may end. Linux gives every thread 50 us, so that timers can be served
 * together (prctl(2), {@code PR_SET_TIMERSLACK}): a vCPU, an agent or a media driver that sleeps for a microsecond then
 * sleeps for sixty, which is three operations of a guest with 50,000 a second, and comes on top of every message that
 * waits for whoever sleeps.
 */
public final class TimerSlack {

    private static final String NS = "1000";
    private static final Path THIS_THREAD = Path.of("/proc/thread-self");

    private TimerSlack() {}

    /**
     * Has the sleeps of the calling thread, and of all that it starts from then on, end within some microseconds of when
     * they were to end. To be called before those threads are started.
     *
     * @return false where the system does not let it, and sleeps stay as long as they are
     */
    public static boolean tighten() {
        try {
            // A thread of its own number has the file, though /proc does not list it.
            Files.writeString(Path.of("/proc", Files.readSymbolicLink(THIS_THREAD).getFileName().toString(),
                    "timerslack_ns"), NS);
            return true;
        } catch (final IOException e) {
            // Another system, or one that has been told to hide this.
            return false;
        }
    }
}
