package io.whimbrel.engine.presence;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageNotes;
import io.whimbrel.engine.memory.PagedAccess;
import org.agrona.UnsafeApi;

/**
 * The guest's memory as one vCPU sees it while pages are absent: each access first looks whether its page is here. That
 * costs a plain load of the vCPU's own note, see {@link FaultPort}.
 */
final class PresentAccess extends PagedAccess {

    private final GuestMemory memory;
    private final FaultPort port;
    private final PageNotes met;
    // Taken out of the two above, which the call in the slow path would else have each access read anew.
    private final long metAddress;
    private final long memoryAddress;

    /**
     * Puts a presence check before the accesses of one vCPU.
     *
     * @param memory the guest's memory
     * @param port   that vCPU's port
     * @param met    its notes of the pages that it has met
     */
    PresentAccess(final GuestMemory memory, final FaultPort port, final PageNotes met) {
        super(memory.geometry());
        this.memory = memory;
        this.port = port;
        this.met = met;
        this.metAddress = met.address();
        this.memoryAddress = memory.addressOfPage(0);
    }

    private void look(final long page) {
        if (UnsafeApi.getByte(metAddress + page) == PageNotes.BLANK) {
            port.meet(page);
            met.add(page);
        }
    }

    private void look(final long offset, final int length) {
        final long end = endPage(offset, length);
        for (long page = firstPage(offset, length); page < end; page++) {
            look(page);
        }
    }

    @Override
    public long getLong(final long offset) {
        look(pageOfLong(offset));
        return UnsafeApi.getLong(memoryAddress + offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        look(pageOfLong(offset));
        UnsafeApi.putLong(memoryAddress + offset, value);
    }

    @Override
    public byte getByte(final long offset) {
        look(pageOfByte(offset));
        return UnsafeApi.getByte(memoryAddress + offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        look(pageOfByte(offset));
        UnsafeApi.putByte(memoryAddress + offset, value);
    }

    @Override
    public void read(final long offset, final byte[] target, final int index, final int length) {
        look(offset, length);
        memory.read(offset, target, index, length);
    }

    @Override
    public void write(final long offset, final byte[] source, final int index, final int length) {
        look(offset, length);
        memory.write(offset, source, index, length);
    }
}
