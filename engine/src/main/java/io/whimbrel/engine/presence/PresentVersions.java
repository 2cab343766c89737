package io.whimbrel.engine.presence;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageNotes;
import io.whimbrel.engine.memory.PageVersions;

/**
 * The guest's page versions as one vCPU sees them while pages are absent. Beside {@link PresentAccess} and not one with
 * it, so that there an access meets a final class and no dispatch.
 */
final class PresentVersions implements GuestAccess {

    private final PageVersions versions;
    private final FaultPort port;
    private final PageNotes met;
    private final int pageShift;

    PresentVersions(final GuestMemory memory, final FaultPort port, final PageNotes met) {
        this.versions = memory.versions();
        this.port = port;
        this.met = met;
        this.pageShift = memory.geometry().pageShift();
    }

    private void require(final long page) {
        if (!met.has(page)) {
            port.meet(page);
            met.add(page);
        }
    }

    private void require(final long offset, final int length) {
        final long last = offset + length - 1 >> pageShift;
        for (long page = offset >> pageShift; page <= last; page++) {
            require(page);
        }
    }

    @Override
    public long getLong(final long offset) {
        require(offset >>> pageShift);
        return versions.getLong(offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        require(offset >>> pageShift);
        versions.putLong(offset, value);
    }

    @Override
    public byte getByte(final long offset) {
        require(offset >>> pageShift);
        return versions.getByte(offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        require(offset >>> pageShift);
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
