package io.whimbrel.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.Vcpu;
import io.whimbrel.engine.guest.VcpuIdleStrategy;
import io.whimbrel.engine.image.GuestPoint;
import io.whimbrel.engine.image.ImageContent;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.image.ImageWriter;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.CountingProgram;
import io.whimbrel.engine.tracking.EpochTracker;
import io.whimbrel.engine.tracking.OutsideWrites;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots and rollbacks in real time of a guest that writes as fast as it can: a hunt for pages of another instant. */
@Timeout(120)
class ThreadedSnapshotTest {

    private static final PageGeometry GEOMETRY = new PageGeometry(256 * 4096, 4096);
    private static final int VCPUS = 2;
    private static final int SNAPSHOTS = 100;
    private static final int IMAGES = 12;
    private static final String GUEST = "counting";
    private static final long MOST_NS = 200_000;

    private final CountingProgram program = new CountingProgram(GEOMETRY, VCPUS, 0, 5);
    private final GuestMemory memory = new GuestMemory(GEOMETRY);
    private final OutsideWrites tracker = new OutsideWrites(new EpochTracker(GEOMETRY.pages(), VCPUS),
            GEOMETRY.pages());
    private final Guest guest = Guest.tracked(memory, program, tracker, SystemNanoClock.INSTANCE);
    private final Verification verification = new Verification(program, GEOMETRY);
    private final Deque<AgentRunner> runners = new ArrayDeque<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        program.fill(memory);
        for (final Vcpu vcpu : guest.vcpus()) {
            run(vcpu, new VcpuIdleStrategy(vcpu));
        }
        guest.start();
    }

    @AfterEach
    void stop() {
        runners.forEach(AgentRunner::close);
        memory.close();
    }

    private AgentRunner run(final Agent agent, final IdleStrategy idle) {
        final AgentRunner runner = new AgentRunner(idle, e -> failure.compareAndSet(null, e), null, agent);
        runners.push(runner);
        AgentRunner.startOnThread(runner);
        return runner;
    }

    private void await(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (failure.get() != null) {
                throw new AssertionError("a thread failed", failure.get());
            }
            if (Thread.interrupted()) {
                throw new AssertionError("interrupted by the time limit");
            }
            Thread.yield();
        }
    }

    /** By this thread, which is the guest's controller. */
    private void carryOut(final PausedOperation operation) {
        await(() -> {
            operation.doWork();
            return operation.isDone();
        });
        operation.onClose();
    }

    private VirtualSnapshot take() {
        final TakeVirtual take = new TakeVirtual(guest, Long.MAX_VALUE, SystemNanoClock.INSTANCE);
        carryOut(take);
        return take.snapshot();
    }

    private SnapshotReport end(final VirtualSnapshot snapshot) {
        snapshot.detach();
        await(snapshot::isDetached);
        final SnapshotReport report = snapshot.report();
        snapshot.close();
        return report;
    }

    private void letRun(final long ns) {
        final long untilNs = guest.timeNs() + ns;
        await(() -> guest.timeNs() >= untilNs);
    }

    private void pause() {
        guest.requestPause();
        await(guest::isPaused);
    }

    @Test
    void shouldCopyAndRollBackToEachInstantWhileTheGuestWrites() {
        final TakeFull beginning = new TakeFull(guest, SystemNanoClock.INSTANCE);
        carryOut(beginning);
        final SplittableRandom random = new SplittableRandom(1);
        long pagesCopiedOnWrite = 0;
        try (FullSnapshot base = beginning.snapshot()) {
            for (int i = 0; i < SNAPSHOTS; i++) {
                letRun(random.nextLong(MOST_NS));
                pagesCopiedOnWrite += copyInTheBackground();
                final VirtualSnapshot snapshot = take();
                letRun(random.nextLong(MOST_NS));
                carryOut(RollBack.to(snapshot, guest, page -> {}, SystemNanoClock.INSTANCE));
                letRun(random.nextLong(MOST_NS));
                final SnapshotReport report = end(snapshot);
                assertEquals(report.distinctPagesWritten(), report.pagesCopiedOnWrite());
                pause();
                verification.of(guest);
                // Back to the beginning, that there be less to replay.
                carryOut(RollBack.to(base, guest, page -> {}, SystemNanoClock.INSTANCE));
                guest.resume();
            }
        }
        assertTrue(pagesCopiedOnWrite > 0, "vCPUs and reader never met");
    }

    @Test
    void shouldRollBackToImagesOfAChainWhileTheGuestWrites() {
        final SplittableRandom random = new SplittableRandom(2);
        final List<Path> chain = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            letRun(random.nextLong(MOST_NS));
            chain.add(write(directory.resolve(i + ".image"), i + 1, i == 0 ? null : chain.getLast()));
            final VirtualSnapshot attached = take();
            letRun(random.nextLong(MOST_NS));
            final Path image = chain.get(random.nextInt(chain.size()));
            try (ImagePages pages = ImagePages.open(image); FullSnapshot then = pages.asSnapshotOf(guest, GUEST)) {
                carryOut(RollBack.to(then, guest, tracker::wrote, SystemNanoClock.INSTANCE));
            }
            letRun(random.nextLong(MOST_NS));
            pause();
            verification.of(guest);
            carryOut(RollBack.to(attached, guest, tracker::wrote, SystemNanoClock.INSTANCE));
            verification.of(guest);
            guest.resume();
            end(attached);
        }
    }

    /** Of what the guest is in a pause; it writes on while the image is written. */
    private Path write(final Path file, final long id, final Path parent) {
        pause();
        final HierarchicalBitmap written = new HierarchicalBitmap(GEOMETRY.pages());
        tracker.beginSync();
        await(() -> tracker.pollSync(written));
        final VirtualSnapshot snapshot = take();
        guest.resume();
        final GuestPoint point = new GuestPoint(GUEST, VCPUS, snapshot.state());
        if (parent == null) {
            new ImageWriter().write(file, id, point, ImageContent.of(snapshot, ImageContent.allOf(GEOMETRY)));
        } else {
            new ImageWriter().write(file, id, point, ImageContent.of(snapshot, written), parent);
        }
        end(snapshot);
        return file;
    }

    private long copyInTheBackground() {
        final VirtualSnapshot snapshot = take();
        final BackgroundCopy copy = new BackgroundCopy(snapshot);
        final AgentRunner reader = run(copy, new YieldingIdleStrategy());
        await(copy::isDone);
        reader.close();
        runners.remove(reader);
        final SnapshotReport report = end(snapshot);
        assertEquals(GEOMETRY.pages(), report.pagesCopied());
        assertTrue(report.pagesCopiedOnWrite() <= report.distinctPagesWritten());
        try (FullSnapshot full = copy.snapshot()) {
            verification.of(full);
        }
        return report.pagesCopiedOnWrite();
    }
}
