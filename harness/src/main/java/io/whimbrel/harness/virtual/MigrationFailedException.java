package io.whimbrel.harness.virtual;

/** A migration did not complete on which something else was to be built. */
public final class MigrationFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Says so.
     *
     * @param message one line: which migration, and why
     */
    public MigrationFailedException(final String message) {
        super(message);
    }
}
