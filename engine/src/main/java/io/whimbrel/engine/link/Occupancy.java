package io.whimbrel.engine.link;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BitUtil;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;

/** How much of a stream's capacity is taken. The ring itself cannot tell: it counts the gap where it wraps too. */
final class Occupancy {

    private final int capacityBytes;
    private final AtomicLong removedBytes = new AtomicLong();
    private long addedBytes;

    Occupancy(final int capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /** What a frame takes. */
    static int recordBytes(final int length) {
        return BitUtil.align(length + RecordDescriptor.HEADER_LENGTH, RecordDescriptor.ALIGNMENT);
    }

    boolean hasRoomFor(final int length) {
        return addedBytes + recordBytes(length) - removedBytes.getAcquire() <= capacityBytes;
    }

    /** Sender only. */
    void add(final int length) {
        addedBytes += recordBytes(length);
    }

    /** Receiver only. */
    void remove(final int length) {
        removedBytes.setRelease(removedBytes.getPlain() + recordBytes(length));
    }
}
