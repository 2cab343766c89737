package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Guest memory, and the words in it that are written. */
@State(Scope.Thread)
public class WrittenPages {

    /** Pages written per batch. Many, so that the timer's own cost vanishes. */
    public static final int PAGES = 4096;

    /** The guest's memory: one that the second-level cache holds the written words of, and one that it does not. */
    @Param({"16", "1024"})
    public int memoryMiB;

    /** The guest's memory. */
    public GuestMemory memory;
    /** The pages that are written. */
    public long[] pages;
    /** A word in each of them. */
    public long[] offsets;
    /** What was written last. */
    public long value;

    /** For JMH. */
    public WrittenPages() {}

    /** Maps and populates. */
    @Setup(Level.Trial)
    public void map() {
        final PageGeometry geometry = new PageGeometry((long) memoryMiB << 20, PageGeometry.MIN_PAGE_BYTES);
        memory = new GuestMemory(geometry);
        memory.populate(0, geometry.memoryBytes());
        pages = Addresses.scatteredPages(geometry, PAGES, 1);
        offsets = Addresses.offsets(geometry, pages, 2);
        mapped();
    }

    /** The rest of the set-up: JMH gives no order to the set-up methods of a class and of those that it extends. */
    protected void mapped() {
        // Bare writes need no more.
    }

    /** Checks that the last value has reached every word. */
    @TearDown(Level.Iteration)
    public void check() {
        for (final long offset : offsets) {
            if (memory.getLong(offset) != value) {
                throw new IllegalStateException("offset " + offset + " was not written");
            }
        }
    }

    /** Unmaps. */
    @TearDown(Level.Trial)
    public void unmap() {
        memory.close();
    }
}
