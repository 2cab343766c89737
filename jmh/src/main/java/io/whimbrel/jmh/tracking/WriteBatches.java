package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.jmh.Batches;
import org.openjdk.jmh.annotations.CompilerControl;

/** Writes of all of the written pages; {@link WrittenPages#check} sees whether they have arrived. */
public final class WriteBatches implements Batches {

    private final WrittenPages written;
    private final GuestAccess bare;
    private final GuestAccess barred;

    /**
     * Writes in two ways.
     *
     * @param written what is written
     * @param bare    access without the barrier
     * @param barred  access with it
     */
    public WriteBatches(final WrittenPages written, final GuestAccess bare, final GuestAccess barred) {
        this.written = written;
        this.bare = bare;
        this.barred = barred;
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void bare() {
        final GuestAccess access = bare;
        final long value = ++written.value;
        for (final long offset : written.offsets) {
            access.putLong(offset, value);
        }
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void barred() {
        final GuestAccess access = barred;
        final long value = ++written.value;
        for (final long offset : written.offsets) {
            access.putLong(offset, value);
        }
    }
}
