package io.whimbrel.harness;

/** What a person gave cannot be used. The message is one line: where, what was wrong, and what would be right. */
public final class UnusableInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message one line for whoever gave it
     */
    public UnusableInputException(final String message) {
        super(message);
    }

    /**
     * Makes one.
     *
     * @param message one line for whoever gave it
     * @param cause   what lies beneath
     */
    public UnusableInputException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
