package io.whimbrel.transports.aeron;

import io.aeron.ExclusivePublication;
import org.agrona.ExpandableArrayBuffer;

/** Sends greetings. */
final class GreetingBuffer {

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

    /** Answers false as long as the other side is not there: try again later. */
    boolean offer(final ExclusivePublication publication, final Greeting greeting) {
        return publication.isConnected() && publication.offer(buffer, 0, greeting.encode(buffer)) > 0;
    }
}
