package io.whimbrel.harness.run;

import io.whimbrel.engine.guest.Throughput;
import java.util.List;

/** When a guest is back: the first second in which it does nearly as much as before. */
final class Responsiveness {

    private static final double ENOUGH = 0.95;
    private static final int SECOND_IN_WINDOWS = (int) (1_000_000_000L / Throughput.WINDOW_NS);

    private Responsiveness() {}

    /**
     * Looks for that second.
     *
     * @param perWindow operations completed in each window since the guest was started
     * @param fromNs    guest time at which the baseline begins
     * @param pauseNs   guest time at which it ends and the vCPUs were asked to stop
     * @return nanoseconds from the pause to the second's beginning; null when there is no such second, or no baseline
     */
    static Long timeNs(final List<Long> perWindow, final long fromNs, final long pauseNs) {
        final int first = (int) Math.ceilDiv(fromNs, Throughput.WINDOW_NS);
        final int pause = (int) (pauseNs / Throughput.WINDOW_NS);
        if (pause <= first || pause > perWindow.size()) {
            return null;
        }
        final double before = perWindow.subList(first, pause).stream().mapToLong(Long::longValue).average().orElse(0);
        for (int at = pause; at + SECOND_IN_WINDOWS <= perWindow.size(); at++) {
            // What is made up for afterwards does not make a silence shorter: no window counts for more than before.
            final double done = perWindow.subList(at, at + SECOND_IN_WINDOWS).stream()
                    .mapToDouble(window -> Math.min(window, before)).sum();
            if (done >= ENOUGH * before * SECOND_IN_WINDOWS) {
                return Math.max(0, at * Throughput.WINDOW_NS - pauseNs);
            }
        }
        return null;
    }
}
