package io.whimbrel.engine.verify;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays a guest on fresh memory and compares. The virtual CPUs are replayed one after the other, which gives the same
 * bytes as side by side because they write disjoint sets of pages.
 *
 * <p>A replay needs as much memory again as the guest has. Where it cannot run it throws; it never passes over anything.
 */
public final class Replay {

    private final GuestProgram program;
    private final PageGeometry geometry;
    private final List<VcpuOutcome> outcomes;

    /**
     * Prepares a replay.
     *
     * @param program  what the guest ran, built anew from the same description
     * @param geometry the shape of its memory
     * @param outcomes what each of its virtual CPUs has done, in order
     * @throws IllegalArgumentException when there is not one outcome for each of the program's virtual CPUs
     */
    public Replay(final GuestProgram program, final PageGeometry geometry, final List<VcpuOutcome> outcomes) {
        if (outcomes.size() != program.vcpus()) {
            throw new IllegalArgumentException("cannot verify a guest of " + program.vcpus() + " vCPUs by "
                    + outcomes.size() + " outcomes");
        }
        this.program = program;
        this.geometry = geometry;
        this.outcomes = List.copyOf(outcomes);
    }

    /**
     * Replays and compares.
     *
     * @param live the guest's memory; nothing may write to it meanwhile
     * @return the finding
     * @throws IllegalArgumentException                                      when the memory has another shape
     * @throws io.whimbrel.engine.memory.MemoryUnavailableException when there is no memory to replay in
     */
    public ReplayVerdict compareWith(final GuestMemory live) {
        if (!live.geometry().equals(geometry)) {
            throw new IllegalArgumentException(
                    "cannot verify a memory of " + live.geometry() + " by a replay in one of " + geometry);
        }
        final List<Integer> misreadVcpus = new ArrayList<>();
        final PageComparison comparison;
        try (GuestMemory fresh = filled()) {
            final GuestAccess access = fresh.access();
            for (int vcpu = 0; vcpu < outcomes.size(); vcpu++) {
                final VcpuProgram replayed = program.vcpu(vcpu);
                final VcpuOutcome outcome = outcomes.get(vcpu);
                for (long operation = 0; operation < outcome.operations(); operation++) {
                    replayed.execute(access);
                }
                if (replayed.readDigest() != outcome.readDigest()) {
                    misreadVcpus.add(vcpu);
                }
            }
            comparison = PageComparison.of(live, fresh);
        }
        return new ReplayVerdict(geometry, outcomes.stream().mapToLong(VcpuOutcome::operations).sum(),
                comparison.differingPages(), comparison.firstOffset(),
                comparison.differingPages() == 0 ? null : lastWriter(geometry.pageOf(comparison.firstOffset())),
                misreadVcpus);
    }

    private PageWriter lastWriter(final long page) {
        PageWriter writer = new PageWriter(PageWriter.FILL, 0);
        try (GuestMemory fresh = filled()) {
            final WatchedAccess watched = new WatchedAccess(fresh, page);
            for (int vcpu = 0; vcpu < outcomes.size(); vcpu++) {
                final VcpuProgram replayed = program.vcpu(vcpu);
                for (long operation = 0; operation < outcomes.get(vcpu).operations(); operation++) {
                    replayed.execute(watched);
                    if (watched.clearWritten()) {
                        writer = new PageWriter(vcpu, operation);
                    }
                }
            }
        }
        return writer;
    }

    private GuestMemory filled() {
        final GuestMemory fresh = program.newMemory(geometry);
        try {
            program.fill(fresh);
        } catch (final RuntimeException e) {
            fresh.close();
            throw e;
        }
        return fresh;
    }
}
