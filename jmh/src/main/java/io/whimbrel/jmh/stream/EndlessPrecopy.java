package io.whimbrel.jmh.stream;

import io.whimbrel.engine.guest.TrackedAccess;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.EpochTracker;
import io.whimbrel.engine.tracking.WriteBarrier;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A guest all of whose pages are dirtied between two rounds of its migration. */
@State(Scope.Thread)
public class EndlessPrecopy {

    /** 256 MiB. */
    public static final int PAGES = 64 << 10;

    private static final PageGeometry GEOMETRY = new PageGeometry((long) PAGES * PageGeometry.MIN_PAGE_BYTES,
            PageGeometry.MIN_PAGE_BYTES);

    private final DirtyTracker tracker = new EpochTracker(PAGES, 1);
    private final WriteBarrier barrier = tracker.barrier(0);
    private OneThread migration;
    private GuestAccess access;
    private long value;

    /** For JMH. */
    public EndlessPrecopy() {}

    /** Migrates for the first time. */
    @Setup(Level.Trial)
    public void begin() {
        migration = new OneThread(GEOMETRY, tracker);
        access = new TrackedAccess(migration.sourceMemory(), barrier);
        migration.begin();
        moveEveryPage();
    }

    /** Dirties every page, and cycles until each has been applied once more. */
    final void moveEveryPage() {
        barrier.boundary();
        value++;
        for (long offset = 0; offset < GEOMETRY.memoryBytes(); offset += GEOMETRY.pageBytes()) {
            access.putLong(offset, value);
        }
        barrier.offline();
        migration.cycleOneRound();
    }

    /** Checks that the destination's memory is like the source's. */
    @TearDown(Level.Iteration)
    public void check() {
        migration.compare();
    }

    /** Unmaps. */
    @TearDown(Level.Trial)
    public void end() {
        migration.close();
    }
}
