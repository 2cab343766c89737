package io.whimbrel.engine.link;

import org.agrona.DirectBuffer;

/** The sending end of a stream of messages that are copied in; longer ones may be fragmented by the link. */
public interface MessageOutbound {

    /** The longest message that every link must take, in bytes. */
    int MAX_MESSAGE_LENGTH = 8 << 10;

    /**
     * Sends a message.
     *
     * @param buffer where it lies
     * @param offset its first byte
     * @param length its length, at most {@link #MAX_MESSAGE_LENGTH}
     * @return what became of it
     */
    LinkStatus offer(DirectBuffer buffer, int offset, int length);
}
