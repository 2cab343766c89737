package io.whimbrel.workloads.trace.record;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.verify.VcpuOutcome;
import io.whimbrel.workloads.trace.AccessSink;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.NanoClock;

/**
 * Records what a guest accesses. A guest's operations are decided by its description alone, so that they need not be
 * watched while it runs: they are executed once more on fresh memory, as fast as can be, and their accesses bear the
 * times at which the operations are meant to start. The virtual CPUs take turns in the order of those times.
 */
public final class TraceRecorder {

    private final GuestProgram program;
    private final PageGeometry geometry;
    private final NanoClock clock;

    /**
     * Prepares to record.
     *
     * @param program  what the guest runs
     * @param geometry the shape of its memory
     * @param clock    tells what recording costs
     */
    public TraceRecorder(final GuestProgram program, final PageGeometry geometry, final NanoClock clock) {
        this.program = program;
        this.geometry = geometry;
        this.clock = clock;
    }

    /**
     * Records all operations that are meant to start within some time from the guest's start.
     *
     * @param durationNs that time, in nanoseconds
     * @param sink       takes the accesses
     * @return what was recorded
     */
    public Recording recordFor(final long durationNs, final AccessSink sink) {
        final long[] unlimited = new long[program.vcpus()];
        Arrays.fill(unlimited, Long.MAX_VALUE);
        return record(durationNs, unlimited, sink);
    }

    /**
     * Records the operations that a run has done.
     *
     * @param operations how many operations each virtual CPU has done, in order
     * @param sink       takes the accesses
     * @return what was recorded
     * @throws IllegalArgumentException when the guest has not so many virtual CPUs, or one has not so many operations
     */
    public Recording recordOperations(final List<Long> operations, final AccessSink sink) {
        if (operations.size() != program.vcpus()) {
            throw new IllegalArgumentException("a guest of " + program.vcpus() + " vCPUs has not done "
                    + operations.size() + " counts of operations");
        }
        return record(Long.MAX_VALUE, operations.stream().mapToLong(Long::longValue).toArray(), sink);
    }

    /**
     * Executes recorded operations once more without recording them. Whatever the JVM compiles on the way counts against
     * the recording, which came first.
     *
     * @param recording what was recorded
     * @return how long that took, in nanoseconds
     * @throws IllegalStateException when they did something else than when they were recorded
     */
    public long bareNs(final Recording recording) {
        final Schedule schedule = new Schedule(programs());
        final long[] operations = recording.outcomes().stream().mapToLong(VcpuOutcome::operations).toArray();
        try (GuestMemory memory = filled()) {
            final long elapsedNs = timed(() -> schedule.execute(Long.MAX_VALUE, operations,
                    (vcpu, running) -> running.execute(memory.access())));
            if (!schedule.outcomes().equals(recording.outcomes())) {
                throw new IllegalStateException("the guest did something else when it was not recorded: "
                        + schedule.outcomes() + " instead of " + recording.outcomes());
            }
            return elapsedNs;
        }
    }

    private Recording record(final long endNs, final long[] operations, final AccessSink sink) {
        final CountingSink counted = new CountingSink(sink);
        final Schedule schedule = new Schedule(programs());
        try (GuestMemory memory = filled()) {
            final RecordingAccess[] recorded = IntStream.range(0, program.vcpus())
                    .mapToObj(vcpu -> new RecordingAccess(memory, vcpu, counted)).toArray(RecordingAccess[]::new);
            final long elapsedNs = timed(() -> schedule.execute(endNs, operations, (vcpu, running) -> {
                recorded[vcpu].at(running.nextStartNs());
                running.execute(recorded[vcpu]);
            }));
            return new Recording(schedule.outcomes(), counted.accesses(), elapsedNs);
        }
    }

    private VcpuProgram[] programs() {
        return IntStream.range(0, program.vcpus()).mapToObj(program::vcpu).toArray(VcpuProgram[]::new);
    }

    private GuestMemory filled() {
        final GuestMemory memory = program.newMemory(geometry);
        try {
            program.fill(memory);
        } catch (final RuntimeException e) {
            memory.close();
            throw e;
        }
        return memory;
    }

    private long timed(final Runnable work) {
        final long startNs = clock.nanoTime();
        work.run();
        return clock.nanoTime() - startNs;
    }
}
