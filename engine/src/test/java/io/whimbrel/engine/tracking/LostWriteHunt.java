package io.whimbrel.engine.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.UnsafeApi;

/**
 * Threads write versions into off-heap memory while the collector syncs and copies, round after round; at the end all
 * is quiet, the collector syncs and copies once more, and the copy must equal the memory. The vCPUs write to the same
 * pages, each to words of its own, so that one often finds a page marked by another.
 */
final class LostWriteHunt {

    static final long PAGES = 192;
    static final int VCPUS = 2;

    private static final int PAGE_BYTES = PageGeometry.MIN_PAGE_BYTES;
    /** On a busy machine a round lasts as long as it takes to give every vCPU a turn on a core. */
    private static final int LEAST_ROUNDS = 20;
    private static final long HUNT_NS = TimeUnit.SECONDS.toNanos(1);

    private final DirtyTracker tracker;
    private final AtomicBoolean stop = new AtomicBoolean();

    LostWriteHunt(final DirtyTracker tracker) {
        this.tracker = tracker;
    }

    void run() throws Exception {
        final PageGeometry geometry = new PageGeometry(PAGES * PAGE_BYTES, PAGE_BYTES);
        try (GuestMemory memory = new GuestMemory(geometry);
                GuestMemory copy = new GuestMemory(geometry);
                ExecutorService threads = Executors.newFixedThreadPool(VCPUS)) {
            final HierarchicalBitmap dirty = new HierarchicalBitmap(PAGES);
            final List<Future<?>> vcpus = new ArrayList<>();
            try {
                for (int vcpu = 0; vcpu < VCPUS; vcpu++) {
                    final int index = vcpu;
                    vcpus.add(threads.submit(() -> write(memory, index)));
                }
                final long startNs = System.nanoTime();
                for (int round = 0; round < LEAST_ROUNDS || System.nanoTime() - startNs < HUNT_NS; round++) {
                    syncAndCopy(memory, copy, dirty);
                }
            } finally {
                stop.set(true);
            }
            for (final Future<?> vcpu : vcpus) {
                vcpu.get();
            }
            syncAndCopy(memory, copy, dirty);
            for (long offset = 0; offset < geometry.memoryBytes(); offset += Long.BYTES) {
                assertEquals(memory.getLong(offset), copy.getLong(offset), "at offset " + offset);
            }
        }
    }

    private void write(final GuestMemory memory, final int vcpu) {
        final WriteBarrier barrier = tracker.barrier(vcpu);
        final SplittableRandom random = new SplittableRandom(vcpu);
        long version = 0;
        while (!stop.get()) {
            barrier.boundary();
            for (int store = 0; store < 8; store++) {
                final long page = random.nextLong(PAGES);
                final long line = random.nextLong(PAGE_BYTES / 64);
                memory.putLong(page * PAGE_BYTES + line * 64 + vcpu * Long.BYTES, ++version);
                barrier.wrote(page);
            }
            if (random.nextInt(1000) == 0) {
                barrier.offline();
            }
        }
        barrier.offline();
    }

    private void syncAndCopy(final GuestMemory memory, final GuestMemory copy, final HierarchicalBitmap dirty) {
        tracker.beginSync();
        while (!tracker.pollSync(dirty)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while waiting for a vCPU's boundary");
            }
            Thread.yield();
        }
        for (long page = dirty.next(0); page >= 0; page = dirty.next(page)) {
            dirty.remove(page);
            UnsafeApi.copyMemory(memory.addressOfPage(page), copy.addressOfPage(page), PAGE_BYTES);
        }
    }
}
