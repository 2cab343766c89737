package io.whimbrel.harness.run;

import io.whimbrel.engine.guest.Throughput;
import java.util.List;

/**
 * When a guest is back: the first second after it ran again in which it does nearly as much as in the least busy second
 * before the migration was requested. So a guest whose clients come in bursts is back when it does what it did between
 * them. No tenth of a second counts for more than the busiest one before: what is made up for does not fill a silence.
 */
final class Responsiveness {

    private static final double ENOUGH = 0.95;
    private static final int SECOND_IN_WINDOWS = (int) (1_000_000_000L / Throughput.WINDOW_NS);

    private Responsiveness() {}

    /**
     * Looks for that second. All times are the guest's.
     *
     * @param perWindow   operations completed in each window since the guest was started
     * @param fromNs      when the measurement began
     * @param requestedNs when the migration was requested
     * @param pauseNs     when the vCPUs were asked to stop
     * @param resumedNs   when they were let run again
     * @return nanoseconds from the pause to the second's beginning, never less than until they ran again; null when there
     *     is no such second, or no whole one was measured before, or one in which nothing was done
     */
    static Long timeNs(final List<Long> perWindow, final long fromNs, final long requestedNs, final long pauseNs,
            final long resumedNs) {
        final int first = (int) Math.ceilDiv(fromNs, Throughput.WINDOW_NS);
        final int last = (int) Math.min(requestedNs / Throughput.WINDOW_NS, perWindow.size());
        if (last - first < SECOND_IN_WINDOWS) {
            return null;
        }
        final long most = perWindow.subList(first, last).stream().mapToLong(Long::longValue).max().orElseThrow();
        long least = Long.MAX_VALUE;
        for (int at = first; at + SECOND_IN_WINDOWS <= last; at++) {
            least = Math.min(least, done(perWindow, at, most));
        }
        if (least == 0) {
            return null;
        }
        for (int at = (int) (resumedNs / Throughput.WINDOW_NS); at + SECOND_IN_WINDOWS <= perWindow.size(); at++) {
            if (done(perWindow, at, most) >= ENOUGH * least) {
                return Math.max(at * Throughput.WINDOW_NS, resumedNs) - pauseNs;
            }
        }
        return null;
    }

    private static long done(final List<Long> perWindow, final int at, final long most) {
        return perWindow.subList(at, at + SECOND_IN_WINDOWS).stream().mapToLong(window -> Math.min(window, most)).sum();
    }
}
