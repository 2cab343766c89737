package io.whimbrel.engine.tracking;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import java.util.TreeSet;

/** A tracker with all its vCPUs driven by the test's own thread, so that every interleaving is the test's choice. */
final class TrackedGuest {

    private final DirtyTracker tracker;
    private final WriteBarrier[] vcpus;
    private final boolean[] online;
    private final HierarchicalBitmap into;

    TrackedGuest(final DirtyTracker tracker, final long pages, final int vcpus) {
        this.tracker = tracker;
        this.vcpus = new WriteBarrier[vcpus];
        for (int vcpu = 0; vcpu < vcpus; vcpu++) {
            this.vcpus[vcpu] = tracker.barrier(vcpu);
        }
        online = new boolean[vcpus];
        into = new HierarchicalBitmap(pages);
    }

    void boundary(final int vcpu) {
        vcpus[vcpu].boundary();
        online[vcpu] = true;
    }

    void offline(final int vcpu) {
        vcpus[vcpu].offline();
        online[vcpu] = false;
    }

    boolean isOnline(final int vcpu) {
        return online[vcpu];
    }

    void wrote(final int vcpu, final long... pages) {
        for (final long page : pages) {
            vcpus[vcpu].wrote(page);
        }
    }

    void beginSync() {
        tracker.beginSync();
    }

    boolean pollSync() {
        return tracker.pollSync(into);
    }

    /** What has been handed over since this was last called. */
    TreeSet<Long> handedOver() {
        final TreeSet<Long> pages = new TreeSet<>();
        for (long page = into.next(0); page >= 0; page = page + 1 < into.pages() ? into.next(page + 1) : -1) {
            pages.add(page);
        }
        into.clear();
        return pages;
    }

    /** A whole sync, with a boundary of every vCPU that is online. */
    TreeSet<Long> sync() {
        beginSync();
        return completeSync();
    }

    TreeSet<Long> completeSync() {
        for (int vcpu = 0; vcpu < vcpus.length; vcpu++) {
            if (online[vcpu]) {
                boundary(vcpu);
            }
        }
        if (!pollSync()) {
            throw new AssertionError("every online vCPU has passed a boundary, and the sync is not complete");
        }
        return handedOver();
    }
}
