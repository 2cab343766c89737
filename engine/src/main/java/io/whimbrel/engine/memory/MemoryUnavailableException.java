package io.whimbrel.engine.memory;

/** The machine cannot give the memory asked for. The message is one line with both numbers. */
public final class MemoryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was asked for and what there is
     */
    public MemoryUnavailableException(final String message) {
        super(message);
    }
}
