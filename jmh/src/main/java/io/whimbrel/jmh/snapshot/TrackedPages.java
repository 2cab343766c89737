package io.whimbrel.jmh.snapshot;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.tracking.EpochTracker;
import io.whimbrel.jmh.tracking.WrittenPages;
import org.agrona.concurrent.SystemNanoClock;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The written pages of a guest whose writes are tracked and of which there is no snapshot, all of them dirty. */
@State(Scope.Thread)
public class TrackedPages extends WrittenPages {

    GuestAccess access;

    /** For JMH. */
    public TrackedPages() {}

    /** A guest that is yet to be run for the first time. */
    static Guest guest(final GuestMemory memory) {
        return Guest.tracked(memory, new Still(), new EpochTracker(memory.geometry().pages(), 1),
                SystemNanoClock.INSTANCE);
    }

    @Override
    protected void mapped() {
        final Guest guest = guest(memory);
        guest.vcpus().getFirst().doWork();
        access = guest.access(0);
    }

    /** Has every page dirty. */
    @Setup(Level.Iteration)
    public void dirty() {
        for (final long offset : offsets) {
            access.putLong(offset, value);
        }
    }
}
