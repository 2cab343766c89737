package io.whimbrel.transports.aeron;

import io.aeron.exceptions.ChannelEndpointException;
import io.aeron.exceptions.ClientTimeoutException;
import io.aeron.exceptions.ConductorServiceTimeoutException;
import io.aeron.exceptions.DriverTimeoutException;
import io.aeron.exceptions.RegistrationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentTerminationException;

/** Collects what Aeron's threads report, prints nothing, and tells what a link cannot recover from. Thread-safe. */
final class LinkErrors implements ErrorHandler {

    private static final int MAX_DISTINCT = 100;

    private static final Pattern NOISE = Pattern
            .compile(
                    "\\b(?:FATAL|ERROR|WARN) - |\\b(?:java|io)\\.[\\w.]+(?:Exception|Error) ?: | ?\\(at [^()]*(?:\\([^()]*\\))?\\)");

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private volatile String failure;

    @Override
    public synchronized void onError(final Throwable error) {
        final String text = text(error);
        if (counts.size() < MAX_DISTINCT || counts.containsKey(text)) {
            counts.merge(text, 1L, Long::sum);
        }
        switch (error) {
            case final RegistrationException e -> fail(text);
            case final ChannelEndpointException e -> fail(text);
            case final DriverTimeoutException e -> fail("the media driver no longer answers: " + text);
            case final ConductorServiceTimeoutException e -> fail("this process was held up for too long: " + text);
            case final ClientTimeoutException e -> fail("the media driver gave this process up: " + text);
            case final AgentTerminationException e -> fail("the media driver has ended: " + text);
            default -> {
                // Recorded, and survived: Aeron goes on after errors of any other kind.
            }
        }
    }

    /** The first failure is the cause; what follows from it does not replace it. */
    synchronized void fail(final String line) {
        if (failure == null) {
            failure = line;
        }
    }

    String failure() {
        return failure;
    }

    synchronized List<String> lines() {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() == 1 ? entry.getKey() : entry.getKey() + " (" + entry.getValue() + "x)")
                .toList();
    }

    /** One line that a person understands: the library's severities, class names and places are of no use to them. */
    static String text(final Throwable error) {
        final StringBuilder line = new StringBuilder(error.getClass().getSimpleName());
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                line.append(": ")
                        .append(NOISE.matcher(cause.getMessage()).replaceAll("").replaceAll("\\s+", " ").trim());
            }
        }
        return line.toString();
    }
}
