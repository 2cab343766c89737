package io.whimbrel.engine.guest;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageVersions;
import io.whimbrel.engine.memory.PagedAccess;
import io.whimbrel.engine.tracking.WriteBarrier;

/**
 * The guest's page versions as one vCPU sees them while writes are tracked: each new version is followed by its mark.
 * Beside {@link TrackedAccess} and not one with it, so that there a store meets a final class and no dispatch.
 */
final class TrackedVersions extends PagedAccess {

    private final PageVersions versions;
    private final WriteBarrier barrier;

    TrackedVersions(final GuestMemory memory, final WriteBarrier barrier) {
        super(memory.geometry());
        this.versions = memory.versions();
        this.barrier = barrier;
    }

    @Override
    public long getLong(final long offset) {
        return versions.getLong(offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        versions.putLong(offset, value);
        barrier.wrote(pageOfLong(offset));
    }

    @Override
    public byte getByte(final long offset) {
        return versions.getByte(offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        versions.putByte(offset, value);
        barrier.wrote(pageOfByte(offset));
    }

    @Override
    public void read(final long offset, final byte[] target, final int index, final int length) {
        versions.read(offset, target, index, length);
    }

    @Override
    public void write(final long offset, final byte[] source, final int index, final int length) {
        versions.write(offset, source, index, length);
        final long end = endPage(offset, length);
        for (long page = firstPage(offset, length); page < end; page++) {
            barrier.wrote(page);
        }
    }
}
