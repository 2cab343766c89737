package io.whimbrel.jmh.snapshot;

import io.whimbrel.engine.guest.Guest;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The same of a guest whose writes are tracked too, as for incremental checkpoints, and all of whose pages are dirty. */
@State(Scope.Thread)
public class SavedTrackedPages extends SavedPages {

    /** For JMH. */
    public SavedTrackedPages() {}

    @Override
    Guest newGuest() {
        return TrackedPages.guest(memory);
    }
}
