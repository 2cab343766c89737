package io.whimbrel.engine.presence;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;

/**
 * The guest's memory as one vCPU sees it while pages are absent: each access first looks whether its page is here. That
 * costs a plain load of the vCPU's own note, see {@link FaultPort}.
 */
public final class PresentAccess implements GuestAccess {

    private final GuestMemory memory;
    private final FaultPort port;
    private final byte[] met;
    private final int pageShift;

    /**
     * Puts a presence check before the accesses of one vCPU.
     *
     * @param memory the guest's memory
     * @param port   that vCPU's port
     */
    public PresentAccess(final GuestMemory memory, final FaultPort port) {
        this.memory = memory;
        this.port = port;
        this.met = port.newNotes();
        this.pageShift = memory.geometry().pageShift();
    }

    private void require(final long page) {
        if (met[(int) page] == FaultPort.NOT_MET) {
            port.meet(page, met);
        }
    }

    private void require(final long offset, final int length) {
        final long last = offset + Math.max(length, 1) - 1 >>> pageShift;
        for (long page = offset >>> pageShift; page <= last; page++) {
            require(page);
        }
    }

    @Override
    public long getLong(final long offset) {
        require(offset >>> pageShift);
        return memory.getLong(offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        require(offset >>> pageShift);
        memory.putLong(offset, value);
    }

    @Override
    public byte getByte(final long offset) {
        require(offset >>> pageShift);
        return memory.getByte(offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        require(offset >>> pageShift);
        memory.putByte(offset, value);
    }

    @Override
    public void read(final long offset, final byte[] target, final int index, final int length) {
        require(offset, length);
        memory.read(offset, target, index, length);
    }

    @Override
    public void write(final long offset, final byte[] source, final int index, final int length) {
        require(offset, length);
        memory.write(offset, source, index, length);
    }
}
