package io.whimbrel.harness.end;

/** A thread of an end has failed, and nothing that the end says can be trusted. */
public final class EndFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EndFailedException(final Throwable cause) {
        super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
}
