package io.whimbrel.jmh.presence;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.jmh.tracking.WrittenPages;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Pages that are accessed, all of them present, and one vCPU's access that looks whether they are. */
@State(Scope.Thread)
public class PresentPages extends WrittenPages {

    GuestAccess access;

    /** For JMH. */
    public PresentPages() {}

    @Override
    protected void mapped() {
        final Faults faults = new Faults(memory.geometry().pages(), 1, System::nanoTime);
        for (final long page : pages) {
            faults.presence().arrived(page);
        }
        access = faults.access(memory, 0);
    }
}
