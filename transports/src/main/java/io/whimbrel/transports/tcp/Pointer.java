package io.whimbrel.transports.tcp;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;

/**
 * A buffer that can be pointed at memory wherever it lies: buffers are all that a socket channel takes. Memory segments
 * would give such buffers too, but theirs cannot be moved, and the channel allocates for each of them at each write.
 */
final class Pointer {

    private final ByteBuffer buffer;

    /**
     * Makes one that points nowhere yet.
     *
     * @param lender a direct buffer as long as what is to be pointed at; it is not touched
     */
    Pointer(final ByteBuffer lender) {
        buffer = lender.duplicate();
    }

    /** The buffer, on memory that must be there as long as the buffer is used. */
    ByteBuffer at(final long address, final int length) {
        buffer.position(0).limit(length);
        UnsafeApi.putLong(buffer, BufferUtil.BYTE_BUFFER_ADDRESS_FIELD_OFFSET, address);
        return buffer;
    }
}
