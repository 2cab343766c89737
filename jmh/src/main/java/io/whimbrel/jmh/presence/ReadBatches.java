package io.whimbrel.jmh.presence;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.jmh.Batches;
import io.whimbrel.jmh.tracking.WrittenPages;
import org.openjdk.jmh.annotations.CompilerControl;

/** Reads of all of the pages, each batch of which must come to the same sum. */
final class ReadBatches implements Batches {

    /** What no word holds that was not written. */
    private static final long WRITTEN = 0x5bd1e995L;

    private final WrittenPages read;
    private final GuestAccess bare;
    private final GuestAccess barred;
    private final long sum;

    ReadBatches(final WrittenPages read, final GuestAccess bare, final GuestAccess barred) {
        this.read = read;
        this.bare = bare;
        this.barred = barred;
        read.value = WRITTEN;
        for (final long offset : read.offsets) {
            read.memory.putLong(offset, WRITTEN);
        }
        sum = WRITTEN * read.offsets.length;
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void bare() {
        final GuestAccess access = bare;
        long found = 0;
        for (final long offset : read.offsets) {
            found += access.getLong(offset);
        }
        check(found);
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void barred() {
        final GuestAccess access = barred;
        long found = 0;
        for (final long offset : read.offsets) {
            found += access.getLong(offset);
        }
        check(found);
    }

    private void check(final long found) {
        if (found != sum) {
            throw new IllegalStateException("the pages add up to " + found + " and not to " + sum);
        }
    }
}
