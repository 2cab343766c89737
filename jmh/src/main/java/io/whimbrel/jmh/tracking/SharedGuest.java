package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.tracking.DirtyTracker;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Control;

/** A guest of up to two vCPUs, and a collector. */
@State(Scope.Group)
public class SharedGuest {

    /** What a vCPU writes between two boundaries. */
    public static final int WRITES_PER_OPERATION = 64;

    private static final int VCPUS = 2;
    private static final long MEMORY_BYTES = 64L << 20;

    /** The bare write, ours, then the peers. */
    @Param({Trackers.NONE, Trackers.EPOCH, Trackers.HANDSHAKE, Trackers.RMW, Trackers.ATOMIC_LONG_ARRAY,
        Trackers.VAR_HANDLE, Trackers.BIT_SET, Trackers.ROARING})
    public String tracker;

    /** How long the collector pauses after each sync, in microseconds. */
    @Param("100")
    public int pauseMicros;

    private final WritingVcpu[] vcpus = new WritingVcpu[VCPUS];
    private GuestMemory memory;
    private DirtyTracker marks;
    private HierarchicalBitmap pending;
    private HierarchicalBitmap collected;
    private boolean syncUnderWay;

    /** For JMH. */
    public SharedGuest() {}

    /** Makes memory, tracker and vCPUs. */
    @Setup(Level.Trial)
    public void create() {
        final PageGeometry geometry = new PageGeometry(MEMORY_BYTES, PageGeometry.MIN_PAGE_BYTES);
        memory = new GuestMemory(geometry);
        memory.populate(0, MEMORY_BYTES);
        marks = Trackers.create(tracker, geometry.pages(), VCPUS);
        pending = new HierarchicalBitmap(geometry.pages());
        collected = new HierarchicalBitmap(geometry.pages());
        final long[] pages = Addresses.scatteredPages(geometry, VCPUS * WrittenPages.PAGES, 4);
        for (int vcpu = 0; vcpu < VCPUS; vcpu++) {
            vcpus[vcpu] = new WritingVcpu(memory, marks.barrier(vcpu), Arrays.copyOfRange(pages,
                    vcpu * WrittenPages.PAGES, (vcpu + 1) * WrittenPages.PAGES));
        }
    }

    /** One operation of a vCPU. */
    final void operation(final int vcpu) {
        vcpus[vcpu].operation();
    }

    /** One sync, and the pause after it. What the iteration's end cuts short goes on in the next one. */
    final void collect(final Control control) {
        if (!syncUnderWay) {
            marks.beginSync();
            syncUnderWay = true;
        }
        while (!marks.pollSync(pending)) {
            if (control.stopMeasurement) {
                return;
            }
            Thread.yield();
        }
        syncUnderWay = false;
        pending.drainTo(collected);
        LockSupport.parkNanos(pauseMicros * 1000L);
    }

    /** Checks that every page that was written has been collected, and no other. */
    @TearDown(Level.Iteration)
    public void check() {
        // The vCPUs' threads stand still between two iterations: this one acts for them.
        Arrays.stream(vcpus).forEach(WritingVcpu::stop);
        if (!syncUnderWay) {
            marks.beginSync();
        }
        if (!marks.pollSync(pending)) {
            throw new IllegalStateException("no vCPU runs, and the sync waits for one");
        }
        // One more, for what was marked after the sync that was under way had begun.
        marks.beginSync();
        if (!marks.pollSync(pending)) {
            throw new IllegalStateException("no vCPU runs, and the sync waits for one");
        }
        syncUnderWay = false;
        pending.drainTo(collected);
        final long expected = tracker.equals(Trackers.NONE)
                ? 0
                : Arrays.stream(vcpus).mapToLong(vcpu -> vcpu.pagesWritten(collected)).sum();
        if (collected.cardinality() != expected) {
            throw new IllegalStateException(
                    collected.cardinality() + " pages were collected, " + expected + " written");
        }
        collected.clear();
    }

    /** Unmaps. */
    @TearDown(Level.Trial)
    public void unmap() {
        memory.close();
    }
}
