package io.whimbrel.jmh.presence;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.presence.Presence;
import io.whimbrel.engine.presence.Stall;
import io.whimbrel.jmh.tracking.WriteBatches;
import io.whimbrel.jmh.tracking.WrittenPages;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Pages that are accessed, all of them present, bare and by one vCPU's access that looks. Each was absent at
 * first and has been waited for, so that the check is compiled as it is in a guest that arrives.
 */
@State(Scope.Thread)
public class PresentPages extends WrittenPages implements Stall {

    ReadBatches reads;
    WriteBatches writes;

    /** For JMH. */
    public PresentPages() {}

    @Override
    protected void mapped() {
        final Faults faults = new Faults(memory.geometry().pages(), 1, System::nanoTime);
        faults.ports().getFirst().stallBy(this);
        final GuestAccess access = faults.access(memory, 0);
        for (final long offset : offsets) {
            access.getLong(offset);
        }
        reads = new ReadBatches(this, memory, access);
        writes = new WriteBatches(this, memory, access);
    }

    @Override
    public void until(final Presence presence, final long page) {
        presence.arrived(page);
    }

    @Override
    public void wake() {
        // It never sleeps.
    }
}
