package io.whimbrel.harness;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the process's exit code says. */
public enum ExitCode {
    /** All went well, and what had to be verified was. */
    OK(0, "all migrations completed and were verified"),
    /** A defect of this program, or a disk that is full. */
    INTERNAL(1, "internal error, or a file that cannot be written: the disk is full"),
    /** Somebody has to write something else. */
    UNUSABLE_INPUT(2, "unusable input"),
    /** A guest was not what it would have been without a migration. */
    MISMATCH(3, "a migrated guest failed its verification"),
    /** A migration did not do what it was asked to. */
    FAILED(4, "a migration failed, did not converge, is in doubt, or has lost its guest"),
    /** Something has become worse. */
    REGRESSION(5, "a regression was found"),
    /** It cannot be said whether something has become worse. */
    NOISY(6, "too noisy to decide"),
    /** Somebody pressed Ctrl-C. */
    INTERRUPTED(130, "interrupted");

    private final int code;
    private final String help;

    ExitCode(final int code, final String help) {
        this.code = code;
        this.help = help;
    }

    /**
     * The number.
     *
     * @return 0 to 255
     */
    public int code() {
        return code;
    }

    /**
     * All of them, for the help.
     *
     * @return number to meaning, in order
     */
    public static Map<String, String> table() {
        final Map<String, String> table = new LinkedHashMap<>();
        for (final ExitCode exit : values()) {
            table.put(Integer.toString(exit.code), exit.help);
        }
        return table;
    }
}
