package io.whimbrel.engine.protocol;

/** The other side has sent what no honest peer of this version sends. The migration ends; the message says why. */
public final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was received and what was expected
     */
    public ProtocolException(final String message) {
        super(message);
    }
}
