package io.whimbrel.harness.end;

import io.whimbrel.transports.TransportEnd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;

/**
 * The link of one end, and those in whose place it came: at most one of them is open. The next one listens, or calls,
 * where the one before did, so that one is closed first.
 */
final class Links<E extends TransportEnd> implements AutoCloseable {

    /** A machine may take a moment until it gives a port back, or until a media driver is gone. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Supplier<E> opening;
    private final NanoClock clock;
    private final List<LinkFindings> earlier = new ArrayList<>();
    private volatile E current;
    private boolean closed;

    /**
     * Takes the first link over.
     *
     * @param opening opens another
     */
    Links(final E first, final Supplier<E> opening, final NanoClock clock) {
        current = first;
        this.opening = opening;
        this.clock = clock;
    }

    /** The link in use. By any thread. */
    E current() {
        return current;
    }

    /**
     * Closes the link in use and opens another. By the thread that drives it.
     *
     * @throws RuntimeException in one line, when it cannot be opened
     */
    synchronized E renew() {
        if (closed) {
            throw new IllegalStateException("the migration has ended here");
        }
        current.close();
        final E next = open();
        earlier.add(LinkFindings.of(current));
        current = next;
        return next;
    }

    private E open() {
        final long deadlineNs = clock.nanoTime() + PATIENCE_NS;
        while (true) {
            try {
                return opening.get();
            } catch (final IllegalArgumentException e) {
                if (clock.nanoTime() - deadlineNs >= 0 || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NS);
            }
        }
    }

    /** What all of them have to say: counters are summed up, settings are the last one's. */
    synchronized LinkFindings findings() {
        final LinkFindings last = LinkFindings.of(current);
        if (earlier.isEmpty()) {
            return last;
        }
        final Map<String, Long> counters = new LinkedHashMap<>();
        final Set<String> notes = new LinkedHashSet<>();
        final List<String> errors = new ArrayList<>();
        final List<LinkFindings> all = new ArrayList<>(earlier);
        all.add(last);
        for (final LinkFindings one : all) {
            one.counters().forEach((name, value) -> counters.merge(name, value, Long::sum));
            notes.addAll(one.notes());
            errors.addAll(one.errors());
        }
        return new LinkFindings(counters, last.settings(), List.copyOf(notes), errors);
    }

    @Override
    public synchronized void close() {
        closed = true;
        current.close();
    }
}
