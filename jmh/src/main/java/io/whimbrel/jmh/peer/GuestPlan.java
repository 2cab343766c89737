package io.whimbrel.jmh.peer;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;

/**
 * What is migrated.
 *
 * @param memoryBytes length of the guest's memory in bytes
 * @param vcpus       number of virtual CPUs
 * @param spec        what it runs, as the destination is told
 */
public record GuestPlan(long memoryBytes, int vcpus, String spec) {

    /** A guest without a page that is zero, whose vCPU does nothing. */
    private static final String STILL = "workload=synthetic;rate=0/s;content=random";

    /**
     * A guest that does nothing and has no page that could be left out.
     *
     * @param memoryBytes length of its memory in bytes
     * @return the plan
     */
    public static GuestPlan still(final long memoryBytes) {
        return new GuestPlan(memoryBytes, 1, STILL);
    }

    PageGeometry geometry() {
        return new PageGeometry(memoryBytes, PageGeometry.MIN_PAGE_BYTES);
    }

    /**
     * Its memory before the first operation.
     *
     * @return a memory of its own, populated
     */
    public GuestMemory fill() {
        final GuestMemory memory = new GuestMemory(geometry());
        memory.populate(0, memoryBytes);
        program().fill(memory);
        return memory;
    }

    /**
     * What it runs.
     *
     * @return a program of its own
     */
    public GuestProgram program() {
        return Plugins.WORKLOADS.create(spec, geometry(), vcpus);
    }
}
