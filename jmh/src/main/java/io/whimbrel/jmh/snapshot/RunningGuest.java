package io.whimbrel.jmh.snapshot;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.snapshot.TakeVirtual;
import io.whimbrel.engine.snapshot.VirtualSnapshot;
import io.whimbrel.jmh.peer.GuestPlan;
import io.whimbrel.jmh.peer.VcpuThreads;
import org.agrona.concurrent.SystemNanoClock;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A populated guest under load, of which a snapshot is about to be taken. */
@State(Scope.Benchmark)
public class RunningGuest {

    private static final String WORKLOAD = "workload=synthetic;rate=50000/s";

    /** The guest's memory. */
    @Param({"256", "4096"})
    public int memoryMiB;

    private GuestMemory memory;
    private Guest guest;
    private VcpuThreads threads;
    private TakeVirtual take;

    /** For JMH. */
    public RunningGuest() {}

    /** Starts the guest. */
    @Setup(Level.Trial)
    public void start() {
        final GuestPlan plan = new GuestPlan((long) memoryMiB << 20, 1, WORKLOAD);
        memory = plan.fill();
        guest = Guest.untracked(memory, plan.program(), SystemNanoClock.INSTANCE);
        threads = new VcpuThreads(guest);
        guest.start();
    }

    /** Prepares a snapshot: what depends on the memory's size is done here, and not in the pause. */
    @Setup(Level.Invocation)
    public void prepare() {
        take = new TakeVirtual(guest, Long.MAX_VALUE, SystemNanoClock.INSTANCE);
    }

    /** Takes it: from asking the vCPUs to stop to letting them run. */
    final long take() {
        while (!take.isDone()) {
            take.doWork();
        }
        return take.pauseNs();
    }

    /** Ends it. */
    @TearDown(Level.Invocation)
    public void end() {
        final VirtualSnapshot snapshot = take.snapshot();
        snapshot.detach();
        while (!snapshot.isDetached()) {
            Thread.onSpinWait();
        }
        snapshot.close();
    }

    /** Stops the guest. */
    @TearDown(Level.Trial)
    public void stop() {
        threads.close();
        memory.close();
    }
}
