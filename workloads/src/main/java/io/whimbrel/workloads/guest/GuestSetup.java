package io.whimbrel.workloads.guest;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.workloads.arrival.ArrivalProcess;
import io.whimbrel.workloads.arrival.ArrivalStream;
import io.whimbrel.workloads.arrival.Load;
import io.whimbrel.workloads.arrival.NoArrivals;
import io.whimbrel.workloads.content.ContentModel;
import io.whimbrel.workloads.pattern.AccessPattern;
import io.whimbrel.workloads.random.Concern;
import io.whimbrel.workloads.random.RandomStream;

/**
 * A guest in which a workload is set up.
 *
 * @param geometry      shape of its memory
 * @param vcpus         number of its virtual CPUs, at least 1
 * @param ratePerSecond mean rate of the whole guest, in operations per second; 0 for an idle guest
 * @param seed          of everything random
 * @param reads         where reads go
 * @param writes        where writes go
 * @param arrival       when operations start
 * @param content       what writes change
 */
public record GuestSetup(PageGeometry geometry, int vcpus, long ratePerSecond, long seed, AccessPattern reads,
        AccessPattern writes, ArrivalProcess arrival, ContentModel content) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when there is no virtual CPU, or no page for each
     */
    public GuestSetup {
        if (vcpus < 1) {
            throw new IllegalArgumentException("a guest needs at least 1 vCPU, not " + vcpus);
        }
        Partition.of(geometry, vcpus, 0);
    }

    /**
     * The pages of one virtual CPU.
     *
     * @param vcpu which, from 0
     * @return its partition
     */
    public Partition partition(final int vcpu) {
        return Partition.of(geometry, vcpus, vcpu);
    }

    /**
     * The randomness of one concern of one virtual CPU, at its beginning.
     *
     * @param vcpu    which, from 0
     * @param concern what is drawn for
     * @return a new stream
     */
    public RandomStream random(final int vcpu, final Concern concern) {
        return new RandomStream(seed, vcpu, concern);
    }

    /**
     * The arrivals of one virtual CPU, at their beginning.
     *
     * @param vcpu   which, from 0
     * @param random their randomness
     * @return new arrivals
     */
    public ArrivalStream arrivals(final int vcpu, final RandomStream random) {
        return ratePerSecond == 0
                ? new NoArrivals()
                : arrival.begin(new Load(ratePerSecond, vcpus, vcpu), random);
    }

    /**
     * Gives every page its first content, by the content model.
     *
     * @param memory fresh memory of this guest's geometry
     */
    public void fillPages(final GuestMemory memory) {
        final byte[] block = new byte[memory.blockBytes()];
        for (long page = 0; page < geometry.pages(); page++) {
            if (content.fill(block, 0, block.length, new RandomStream(seed, page, Concern.FILL))) {
                memory.fill(page, block);
            }
        }
    }
}
