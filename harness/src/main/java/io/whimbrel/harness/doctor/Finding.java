package io.whimbrel.harness.doctor;

/**
 * One thing looked at.
 *
 * @param level   how bad it is
 * @param subject what was looked at
 * @param found   what was found
 * @param mend    what would mend it; empty when nothing need be
 */
public record Finding(Level level, String subject, String found, String mend) {

    /** How bad a finding is. */
    public enum Level {
        /** Nothing to mend. */
        OK,
        /** The machine does not tell. */
        UNKNOWN,
        /** It disturbs measurements. */
        WARN
    }

    static Finding ok(final String subject, final String found) {
        return new Finding(Level.OK, subject, found, "");
    }

    static Finding unknown(final String subject) {
        return new Finding(Level.UNKNOWN, subject, "this machine does not tell", "");
    }

    static Finding of(final boolean good, final String subject, final String found, final String mend) {
        return good ? ok(subject, found) : new Finding(Level.WARN, subject, found, mend);
    }
}
