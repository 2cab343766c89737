package io.whimbrel.jmh.stream;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Two memories, and frames between them. */
@State(Scope.Thread)
public class BareCopy {

    private static final int PAGE_BYTES = PageGeometry.MIN_PAGE_BYTES;
    private static final int PAGES_PER_FRAME = 15;
    /** As many as the in-memory link of the other benchmark holds. */
    private static final int FRAMES = 64;

    private final UnsafeBuffer frames = new UnsafeBuffer(
            ByteBuffer.allocateDirect(FRAMES * PAGES_PER_FRAME * PAGE_BYTES));
    private GuestMemory from;
    private GuestMemory to;

    /** For JMH. */
    public BareCopy() {}

    /** Maps and fills. */
    @Setup(Level.Trial)
    public void fill() {
        final PageGeometry geometry = new PageGeometry((long) EndlessPrecopy.PAGES * PAGE_BYTES, PAGE_BYTES);
        from = new GuestMemory(geometry);
        to = new GuestMemory(geometry);
        from.populate(0, geometry.memoryBytes());
        to.populate(0, geometry.memoryBytes());
        final SplittableRandom random = new SplittableRandom(6);
        for (long offset = 0; offset < geometry.memoryBytes(); offset += PAGE_BYTES) {
            from.putLong(offset, random.nextLong());
        }
    }

    final void moveEveryPage() {
        int slot = 0;
        for (long page = 0; page < EndlessPrecopy.PAGES; page += PAGES_PER_FRAME) {
            final long count = Math.min(PAGES_PER_FRAME, EndlessPrecopy.PAGES - page);
            final long frame = frames.addressOffset() + (long) slot * PAGES_PER_FRAME * PAGE_BYTES;
            for (int i = 0; i < count; i++) {
                UnsafeApi.copyMemory(from.addressOfPage(page + i), frame + (long) i * PAGE_BYTES, PAGE_BYTES);
            }
            for (int i = 0; i < count; i++) {
                UnsafeApi.copyMemory(frame + (long) i * PAGE_BYTES, to.addressOfPage(page + i), PAGE_BYTES);
            }
            slot = (slot + 1) % FRAMES;
        }
    }

    /** Checks that the second memory is like the first, and unmaps both. */
    @TearDown(Level.Trial)
    public void check() {
        for (long offset = 0; offset < from.geometry().memoryBytes(); offset += Long.BYTES) {
            if (from.getLong(offset) != to.getLong(offset)) {
                throw new IllegalStateException("the copies differ at " + offset);
            }
        }
        from.close();
        to.close();
    }
}
