package io.whimbrel.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.Vcpu;
import io.whimbrel.engine.guest.VcpuIdleStrategy;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.CountingProgram;
import io.whimbrel.engine.tracking.EpochTracker;
import java.util.ArrayDeque;
import java.util.Deque;
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

/** Snapshots and rollbacks in real time of a guest that writes as fast as it can: a hunt for pages of another instant. */
@Timeout(120)
class ThreadedSnapshotTest {

    private static final PageGeometry GEOMETRY = new PageGeometry(256 * 4096, 4096);
    private static final int VCPUS = 2;
    private static final int SNAPSHOTS = 100;
    private static final long MOST_NS = 200_000;

    private final CountingProgram program = new CountingProgram(GEOMETRY, VCPUS, 0, 5);
    private final GuestMemory memory = new GuestMemory(GEOMETRY);
    private final Guest guest = Guest.tracked(memory, program, new EpochTracker(GEOMETRY.pages(), VCPUS),
            SystemNanoClock.INSTANCE);
    private final Verification verification = new Verification(program, GEOMETRY);
    private final Deque<AgentRunner> runners = new ArrayDeque<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

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
