package io.whimbrel.results.environment;

import java.util.Arrays;

/**
 * Where the processors' time went since the machine was started, as the first line of Linux's {@code /proc/stat} tells it
 * (proc_stat(5)).
 *
 * @param ticks       of all processors together, idle ones included, in the kernel's ticks
 * @param stolenTicks of these, in which a processor had work and the hypervisor ran somebody else: 0 for good on a machine
 *                    that is not a virtual one, or whose hypervisor does not tell
 */
public record ProcessorTime(long ticks, long stolenTicks) {

    /** What follows them, the time of guests, is in the first two already. */
    private static final int COLUMNS = 8;
    private static final int STEAL = 7;

    /**
     * Reads the line.
     *
     * @param columns what follows {@code cpu}, separated by blanks; null when the machine does not tell
     * @return the time, or null
     */
    static ProcessorTime of(final String columns) {
        if (columns == null || !columns.matches("([0-9]{1,18} ){7,}[0-9]{1,18}")) {
            return null;
        }
        final long[] ticks = Arrays.stream(columns.split(" ")).limit(COLUMNS).mapToLong(Long::parseLong).toArray();
        return new ProcessorTime(Arrays.stream(ticks).sum(), ticks[STEAL]);
    }

    /**
     * How much of the time between two readings the hypervisor ran somebody else.
     *
     * @param from the earlier reading; null when there is none
     * @param to   the later reading; null when there is none
     * @return 0 to 1; null when a reading is missing, or no tick has passed
     */
    public static Double stolenShare(final ProcessorTime from, final ProcessorTime to) {
        if (from == null || to == null || to.ticks <= from.ticks) {
            return null;
        }
        // The columns of a processor that is taken off line fall back a little.
        return Math.clamp((double) (to.stolenTicks - from.stolenTicks) / (to.ticks - from.ticks), 0.0, 1.0);
    }

    /**
     * How much of the time since the machine was started the hypervisor ran somebody else.
     *
     * @return 0 to 1
     */
    public double stolenShare() {
        return ticks == 0 ? 0 : (double) stolenTicks / ticks;
    }
}
