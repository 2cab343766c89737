package io.whimbrel.engine.snapshot;

/** A snapshot cannot be had, or can be read no longer. The guest is none the worse for it. */
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
}
