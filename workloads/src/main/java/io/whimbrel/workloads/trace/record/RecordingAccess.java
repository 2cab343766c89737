package io.whimbrel.workloads.trace.record;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.workloads.trace.AccessSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The guest's memory as one virtual CPU sees it while its accesses are recorded. An access that reaches over several
 * pages is recorded as one to each. Where the memory keeps versions and no contents, a write counts as changing every
 * byte that it covers. Allocates nothing per access.
 */
public final class RecordingAccess implements GuestAccess {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LOW_SEVEN_BITS = 0x7f7f7f7f7f7f7f7fL;

    private final GuestAccess memory;
    private final PageGeometry geometry;
    private final int vcpu;
    private final AccessSink sink;
    private final byte[] before;
    private final boolean keepsContents;
    private long timeNs;

    /**
     * Records the accesses of one virtual CPU.
     *
     * @param memory the guest's memory
     * @param vcpu   which it is, from 0
     * @param sink   takes what is recorded
     */
    public RecordingAccess(final GuestMemory memory, final int vcpu, final AccessSink sink) {
        this.memory = memory.access();
        this.geometry = memory.geometry();
        this.vcpu = vcpu;
        this.sink = sink;
        before = new byte[geometry.pageBytes()];
        keepsContents = memory.versions() == null;
    }

    /**
     * Tells the time of the accesses that follow.
     *
     * @param startNs intended start of the operation, in nanoseconds since the guest was started
     */
    public void at(final long startNs) {
        timeNs = startNs;
    }

    private void record(final long offset, final boolean write, final int bytesChanged) {
        sink.access(timeNs, vcpu, geometry.pageOf(offset), write, bytesChanged);
    }

    @Override
    public long getLong(final long offset) {
        final long value = memory.getLong(offset);
        record(offset, false, 0);
        return value;
    }

    @Override
    public void putLong(final long offset, final long value) {
        final long old = memory.getLong(offset);
        memory.putLong(offset, value);
        record(offset, true, keepsContents ? bytesSet(old ^ value) : Long.BYTES);
    }

    @Override
    public byte getByte(final long offset) {
        final byte value = memory.getByte(offset);
        record(offset, false, 0);
        return value;
    }

    @Override
    public void putByte(final long offset, final byte value) {
        final byte old = memory.getByte(offset);
        memory.putByte(offset, value);
        record(offset, true, keepsContents && old == value ? 0 : 1);
    }

    @Override
    public void read(final long offset, final byte[] target, final int index, final int length) {
        memory.read(offset, target, index, length);
        for (long at = offset; at < offset + length; at = geometry.offsetOf(geometry.pageOf(at) + 1)) {
            record(at, false, 0);
        }
    }

    @Override
    public void write(final long offset, final byte[] source, final int index, final int length) {
        int written = 0;
        while (written < length) {
            final long at = offset + written;
            final long left = geometry.offsetOf(geometry.pageOf(at) + 1) - at;
            final int piece = (int) Math.min(left, length - written);
            memory.read(at, before, 0, piece);
            memory.write(at, source, index + written, piece);
            record(at, true, keepsContents ? bytesChanged(source, index + written, piece) : piece);
            written += piece;
        }
    }

    private int bytesChanged(final byte[] after, final int index, final int length) {
        int changed = 0;
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            changed += bytesSet((long) WORDS.get(before, i) ^ (long) WORDS.get(after, index + i));
        }
        for (; i < length; i++) {
            changed += before[i] == after[index + i] ? 0 : 1;
        }
        return changed;
    }

    /** How many bytes of a word are not zero. */
    private static int bytesSet(final long word) {
        return Long.bitCount(((word & LOW_SEVEN_BITS) + LOW_SEVEN_BITS | word) & ~LOW_SEVEN_BITS);
    }
}
