package io.whimbrel.engine.verify;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;

/** Notes whether one page has been written. */
final class WatchedAccess implements GuestAccess {

    private final GuestAccess memory;
    private final long firstOffset;
    private final long endOffset;
    private boolean written;

    WatchedAccess(final GuestMemory memory, final long page) {
        this.memory = memory.access();
        this.firstOffset = memory.geometry().offsetOf(page);
        this.endOffset = memory.geometry().offsetOf(page + 1);
    }

    /** Whether the page was written since this was last asked. */
    boolean clearWritten() {
        final boolean was = written;
        written = false;
        return was;
    }

    private void wrote(final long offset, final int length) {
        written |= length > 0 && offset < endOffset && offset + length > firstOffset;
    }

    @Override
    public long getLong(final long offset) {
        return memory.getLong(offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        memory.putLong(offset, value);
        wrote(offset, Long.BYTES);
    }

    @Override
    public byte getByte(final long offset) {
        return memory.getByte(offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        memory.putByte(offset, value);
        wrote(offset, Byte.BYTES);
    }

    @Override
    public void read(final long offset, final byte[] target, final int index, final int length) {
        memory.read(offset, target, index, length);
    }

    @Override
    public void write(final long offset, final byte[] source, final int index, final int length) {
        memory.write(offset, source, index, length);
        wrote(offset, length);
    }
}
