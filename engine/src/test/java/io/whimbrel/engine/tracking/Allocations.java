package io.whimbrel.engine.tracking;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates, to prove that a hot path allocates nothing. */
public final class Allocations {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int BATCHES = 10;

    private Allocations() {}

    /**
     * Runs a task often, in several batches. The machine itself allocates now and then while it warms up, linking and
     * deoptimising on the measured thread; what the task allocates shows in every batch.
     *
     * @param repetitions how often in each batch
     * @param task        what to measure, on this thread
     * @return bytes allocated by the batch that allocated least
     */
    public static long bytesOf(final int repetitions, final Runnable task) {
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < BATCHES && least > 0; batch++) {
            least = Math.min(least, measure(repetitions, task));
        }
        return least;
    }

    private static long measure(final int repetitions, final Runnable task) {
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < repetitions; i++) {
            task.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
