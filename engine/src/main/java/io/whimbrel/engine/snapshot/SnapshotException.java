package io.whimbrel.engine.snapshot;

/** A snapshot cannot be had, can be read no longer, or could not be rolled back to. A guest that runs is never the worse for it. */
public final class SnapshotException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened and what would help.
     *
     * @param message one line
     */
    public SnapshotException(final String message) {
        super(message);
    }

    /**
     * Says what happened, what would help, and why.
     *
     * @param message one line
     * @param cause   what was amiss
     */
    public SnapshotException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
