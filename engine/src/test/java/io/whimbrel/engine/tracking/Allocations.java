package io.whimbrel.engine.tracking;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates, to prove that a hot path allocates nothing. */
public final class Allocations {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocations() {}

    /**
     * Runs a task often, first to warm up, then to measure.
     *
     * @param repetitions how often, each time
     * @param task        what to measure, on this thread
     * @return bytes allocated by all measured repetitions together
     */
    public static long bytesOf(final int repetitions, final Runnable task) {
        measure(repetitions, task);
        return measure(repetitions, task);
    }

    private static long measure(final int repetitions, final Runnable task) {
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < repetitions; i++) {
            task.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
