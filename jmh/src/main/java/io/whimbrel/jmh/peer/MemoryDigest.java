package io.whimbrel.jmh.peer;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.protocol.Wire;
import org.agrona.checksum.Crc32c;

/** A digest of a whole memory, by which two processes compare theirs. */
final class MemoryDigest {

    private MemoryDigest() {}

    static long of(final GuestMemory memory) {
        final PageGeometry geometry = memory.geometry();
        long digest = 0;
        for (long page = 0; page < geometry.pages(); page++) {
            digest = Wire.digest(digest,
                    Crc32c.INSTANCE.compute(memory.addressOfPage(page), 0, geometry.pageBytes()));
        }
        return digest;
    }
}
