package io.whimbrel.engine.presence;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageNotes;
import java.util.Objects;
import org.agrona.UnsafeApi;

/**
 * The guest's memory as one vCPU sees it while pages are absent: each access first looks whether its page is here. That
 * costs a plain load of the vCPU's own note, see {@link FaultPort}.
 *
 * <p>It goes to the memory by address, having checked the offset once for the note and for the access. So the memory must
 * not be closed before the vCPU has ended.
 */
final class PresentAccess implements GuestAccess {

    private final GuestMemory memory;
    private final FaultPort port;
    private final PageNotes met;
    // Taken out of the two above, which the call in the slow path would else have each access read anew.
    private final long metAddress;
    private final long memoryAddress;
    private final long memoryBytes;
    private final long longs;
    private final int pageShift;

    /**
     * Puts a presence check before the accesses of one vCPU.
     *
     * @param memory the guest's memory
     * @param port   that vCPU's port
     * @param met    its notes of the pages that it has met
     */
    PresentAccess(final GuestMemory memory, final FaultPort port, final PageNotes met) {
        this.memory = memory;
        this.port = port;
        this.met = met;
        this.metAddress = met.address();
        this.memoryAddress = memory.addressOfPage(0);
        this.memoryBytes = memory.geometry().memoryBytes();
        this.longs = memoryBytes - Long.BYTES + 1;
        this.pageShift = memory.geometry().pageShift();
    }

    /** The address of what is at one of the first so many offsets, once it is here. */
    private long present(final long offset, final long offsets) {
        if (Long.compareUnsigned(offset, offsets) >= 0) {
            throw new IndexOutOfBoundsException("offset " + offset + " of " + memoryBytes + " bytes");
        }
        look(offset >>> pageShift);
        return memoryAddress + offset;
    }

    private void look(final long page) {
        if (UnsafeApi.getByte(metAddress + page) == PageNotes.BLANK) {
            port.meet(page);
            met.add(page);
        }
    }

    private void look(final long offset, final int length) {
        Objects.checkFromIndexSize(offset, length, memoryBytes);
        final long last = offset + length - 1 >> pageShift;
        for (long page = offset >> pageShift; page <= last; page++) {
            look(page);
        }
    }

    @Override
    public long getLong(final long offset) {
        return UnsafeApi.getLong(present(offset, longs));
    }

    @Override
    public void putLong(final long offset, final long value) {
        UnsafeApi.putLong(present(offset, longs), value);
    }

    @Override
    public byte getByte(final long offset) {
        return UnsafeApi.getByte(present(offset, memoryBytes));
    }

    @Override
    public void putByte(final long offset, final byte value) {
        UnsafeApi.putByte(present(offset, memoryBytes), value);
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
