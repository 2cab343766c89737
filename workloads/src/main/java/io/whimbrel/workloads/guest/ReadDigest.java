package io.whimbrel.workloads.guest;

import io.whimbrel.workloads.random.RandomStream;
import io.whimbrel.workloads.random.Resumable;
import java.util.zip.CRC32C;

/** A digest over blocks of bytes, in order. Two sequences that differ have the same one by a chance of 1 in 2^32. */
public final class ReadDigest implements Resumable {

    private final CRC32C checksum = new CRC32C();
    private long digest;

    /** Makes the digest of nothing. */
    public ReadDigest() {}

    /**
     * Adds a block.
     *
     * @param bytes  where the block is
     * @param length of the block, which begins at index 0
     */
    public void add(final byte[] bytes, final int length) {
        checksum.reset();
        checksum.update(bytes, 0, length);
        digest = RandomStream.mix(digest) + checksum.getValue();
    }

    /**
     * Adds a number.
     *
     * @param value what was read
     */
    public void add(final long value) {
        digest = RandomStream.mix(digest) + value;
    }

    @Override
    public long state() {
        return digest;
    }

    @Override
    public void resume(final long state) {
        digest = state;
    }
}
