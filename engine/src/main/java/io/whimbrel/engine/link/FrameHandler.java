package io.whimbrel.engine.link;

import org.agrona.DirectBuffer;

/** Receives a frame or message. The bytes are valid during the call only. Must not call back into the link. */
@FunctionalInterface
public interface FrameHandler {

    /**
     * One whole frame or message.
     *
     * @param buffer where it lies; backed by off-heap memory for data and urgent streams
     * @param offset its first byte
     * @param length its length in bytes
     */
    void onFrame(DirectBuffer buffer, int offset, int length);
}
