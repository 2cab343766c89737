package io.whimbrel.workloads.trace;

import java.nio.file.Path;

/** A trace cannot be used. The message is one line: the file, the byte or line at which it goes wrong, and how. */
public final class TraceException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message one line for whoever gave the trace
     */
    public TraceException(final String message) {
        super(message);
    }

    static TraceException at(final Path file, final long offset, final String reason) {
        return new TraceException(file + ": byte " + offset + ": " + reason);
    }
}
