package io.whimbrel.engine.image;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Memory outside the heap as channels want to have it. */
final class Addresses {

    private Addresses() {}

    /** A view of memory, which must outlive it. */
    @SuppressWarnings("restricted")
    static ByteBuffer asBuffer(final long address, final int bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes).asByteBuffer();
    }
}
