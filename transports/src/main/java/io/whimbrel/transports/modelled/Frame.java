package io.whimbrel.transports.modelled;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** A frame or message on its way. */
final class Frame {

    final UnsafeBuffer buffer;
    int length;
    /** Bytes that it stands for and that are not in it. */
    int omittedBytes;
    long offeredNs;
    long arrivesNs;

    Frame(final int capacity) {
        buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(capacity, Long.BYTES));
    }

    /** What the link carries. */
    int carriedBytes() {
        return length + omittedBytes;
    }
}
