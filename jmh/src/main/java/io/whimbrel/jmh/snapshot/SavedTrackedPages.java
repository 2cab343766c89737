package io.whimbrel.jmh.snapshot;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.tracking.EpochTracker;
import org.agrona.concurrent.SystemNanoClock;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The same of a guest whose writes are tracked too, as for incremental checkpoints, and all of whose pages are dirty. */
@State(Scope.Thread)
public class SavedTrackedPages extends SavedPages {

    /** For JMH. */
    public SavedTrackedPages() {}

    @Override
    Guest newGuest() {
        return Guest.tracked(memory, new Still(), new EpochTracker(memory.geometry().pages(), 1),
                SystemNanoClock.INSTANCE);
    }
}
