package io.whimbrel.engine.presence;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageNotes;
import io.whimbrel.engine.memory.PageVersions;
import io.whimbrel.engine.memory.PagedAccess;

/**
 * The guest's page versions as one vCPU sees them while pages are absent. Beside {@link PresentAccess} and not one with
 * it, so that there an access meets a final class and no dispatch.
 */
final class PresentVersions extends PagedAccess {

    private final PageVersions versions;
    private final FaultPort port;
    private final PageNotes met;

    PresentVersions(final GuestMemory memory, final FaultPort port, final PageNotes met) {
        super(memory.geometry());
        this.versions = memory.versions();
        this.port = port;
        this.met = met;
    }

    private void require(final long page) {
        if (!met.has(page)) {
            port.meet(page);
            met.add(page);
        }
    }

    private void require(final long offset, final int length) {
        final long end = endPage(offset, length);
        for (long page = firstPage(offset, length); page < end; page++) {
            require(page);
        }
    }

    @Override
    public long getLong(final long offset) {
        require(pageOfLong(offset));
        return versions.getLong(offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        require(pageOfLong(offset));
        versions.putLong(offset, value);
    }

    @Override
    public byte getByte(final long offset) {
        require(pageOfByte(offset));
        return versions.getByte(offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        require(pageOfByte(offset));
        versions.putByte(offset, value);
    }

    @Override
    public void read(final long offset, final byte[] target, final int index, final int length) {
        require(offset, length);
        versions.read(offset, target, index, length);
    }

    @Override
    public void write(final long offset, final byte[] source, final int index, final int length) {
        require(offset, length);
        versions.write(offset, source, index, length);
    }
}
