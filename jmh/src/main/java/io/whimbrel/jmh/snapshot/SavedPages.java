package io.whimbrel.jmh.snapshot;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.snapshot.TakeVirtual;
import io.whimbrel.engine.snapshot.VirtualSnapshot;
import io.whimbrel.jmh.tracking.WriteBatches;
import io.whimbrel.jmh.tracking.WrittenPages;
import org.agrona.concurrent.SystemNanoClock;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The written pages of a guest of which there is a virtual snapshot, all of them saved. */
@State(Scope.Thread)
public class SavedPages extends WrittenPages {

    WriteBatches writes;
    private GuestAccess bare;
    private Guest guest;
    private VirtualSnapshot snapshot;

    /** For JMH. */
    public SavedPages() {}

    @Override
    protected void mapped() {
        guest = newGuest();
        guest.vcpus().getFirst().doWork();
        bare = guest.access(0);
        take();
    }

    Guest newGuest() {
        return Guest.untracked(memory, new Still(), SystemNanoClock.INSTANCE);
    }

    /** Of a guest that is paused, and whose vCPU this thread is. */
    final void take() {
        final TakeVirtual take = new TakeVirtual(guest, Long.MAX_VALUE, SystemNanoClock.INSTANCE);
        take.doWork();
        snapshot = take.snapshot();
        writes = new WriteBatches(this, bare, guest.access(0));
    }

    final void end() {
        snapshot.detach();
        snapshot.close();
    }

    /** Has every page saved. */
    @Setup(Level.Iteration)
    public void save() {
        writes.barred();
    }

    /** Checks that exactly the pages written have been saved. */
    @TearDown(Level.Iteration)
    public void checkSaved() {
        final PageSet written = snapshot.written();
        for (final long page : pages) {
            if (!written.contains(page)) {
                throw new IllegalStateException("page " + page + " was written and is not saved");
            }
        }
        if (snapshot.report().pagesCopiedOnWrite() != pages.length) {
            throw new IllegalStateException(snapshot.report() + " of " + pages.length + " pages");
        }
    }

    /** Ends the snapshot. */
    @TearDown(Level.Trial)
    public void endLast() {
        end();
    }
}
