package io.whimbrel.transports.tcp;

import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The parts of one frame that lie elsewhere in memory than the frame. They are given to the socket from where they lie,
 * with what lies between them in the frame; what the socket does not take at once is copied to where it belongs, and so
 * are parts beyond the 511th.
 */
final class Parts {

    /** The system takes no more pieces at a time than 1024; each part is one, and so is what lies before it. */
    private static final int MAX_PARTS = 511;

    private final UnsafeBuffer frame;
    private final Pointer[] pointers = new Pointer[MAX_PARTS];
    private final int[] ats = new int[MAX_PARTS];
    private final long[] addresses = new long[MAX_PARTS];
    private final int[] lengths = new int[MAX_PARTS];
    private final ByteBuffer[] between = new ByteBuffer[MAX_PARTS + 1];
    private final ByteBuffer[] pieces = new ByteBuffer[2 * MAX_PARTS + 1];
    private int count;
    private long gathered;

    /** Makes room for the parts of frames that lie in a direct buffer. */
    Parts(final UnsafeBuffer frame) {
        this.frame = frame;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** One more. */
    void add(final int at, final long address, final int length) {
        if (count == MAX_PARTS) {
            UnsafeApi.copyMemory(address, frame.addressOffset() + at, length);
            return;
        }
        ats[count] = at;
        addresses[count] = address;
        lengths[count] = length;
        count++;
    }

    /** Gives a connection what it takes of the frame from one offset to another, and answers how many bytes that was. */
    int write(final Connection connection, final int from, final int to) {
        int piece = 0;
        int at = from;
        for (int i = 0; i < count; i++) {
            pieces[piece++] = between(i, at, ats[i]);
            pieces[piece++] = pointer(i).at(addresses[i], lengths[i]);
            at = ats[i] + lengths[i];
        }
        pieces[piece++] = between(count, at, to);
        return connection.write(pieces, piece);
    }

    private Pointer pointer(final int index) {
        Pointer pointer = pointers[index];
        if (pointer == null) {
            pointer = new Pointer(frame.byteBuffer());
            pointers[index] = pointer;
        }
        return pointer;
    }

    private ByteBuffer between(final int index, final int from, final int to) {
        ByteBuffer buffer = between[index];
        if (buffer == null) {
            buffer = frame.byteBuffer().duplicate();
            between[index] = buffer;
        }
        return buffer.limit(to).position(from);
    }

    /** Copies what lies elsewhere into the frame, as far as it belongs behind an offset, and forgets all. */
    void copyFrom(final int offset) {
        for (int i = 0; i < count; i++) {
            final int done = Math.clamp(offset - ats[i], 0, lengths[i]);
            gathered += done;
            if (done < lengths[i]) {
                UnsafeApi.copyMemory(addresses[i] + done, frame.addressOffset() + ats[i] + done, lengths[i] - done);
            }
        }
        clear();
    }

    void clear() {
        count = 0;
    }

    /** How many bytes the socket has taken from where they lay. */
    long gathered() {
        return gathered;
    }
}
