package io.whimbrel.results.environment;

import java.util.Arrays;

/**
 * Where the processors' time went since the machine was started, as the first line of Linux's {@code /proc/stat} tells it
 * (proc_stat(5)).
 *
 * @param ticks       of all processors together, idle ones included, in ticks of {@link #TICK_NS}
 * @param stolenTicks of these, in which a processor had work and the hypervisor ran somebody else: 0 for good on a machine
 *                    that is not a virtual one, or whose hypervisor does not tell
 */
public record ProcessorTime(long ticks, long stolenTicks) {

    /** A tick of this file, whatever the kernel's own are: it is part of its interface to programs (USER_HZ). */
    public static final long TICK_NS = 10_000_000;
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
     * How long the hypervisor ran somebody else between two readings. The kernel counts in ticks, by processor: it is as
     * exact as one of them each.
     *
     * @param from the earlier reading; null when there is none
     * @param to   the later reading; null when there is none
     * @return nanoseconds, of all processors together; null when a reading is missing
     */
    public static Long stolenNs(final ProcessorTime from, final ProcessorTime to) {
        // The columns of a processor that is taken off line fall back a little.
        return from == null || to == null ? null : TICK_NS * Math.max(0, to.stolenTicks - from.stolenTicks);
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
