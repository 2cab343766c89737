package io.whimbrel.workloads.guest;

import io.whimbrel.engine.memory.PageGeometry;

/**
 * The pages that one virtual CPU owns: no other reads or writes them.
 *
 * @param firstPage its first page
 * @param pages     how many, at least 1
 */
public record Partition(long firstPage, long pages) {

    /**
     * Cuts a memory into contiguous parts whose lengths differ by at most one page.
     *
     * @param geometry the memory
     * @param vcpus    how many parts
     * @param vcpu     which part, from 0
     * @return the part
     * @throws IllegalArgumentException when there are more parts than pages
     */
    public static Partition of(final PageGeometry geometry, final int vcpus, final int vcpu) {
        if (vcpus > geometry.pages()) {
            throw new IllegalArgumentException(
                    vcpus + " vCPUs cannot share " + geometry.pages() + " pages; each needs one of its own");
        }
        final long first = geometry.pages() * vcpu / vcpus;
        return new Partition(first, geometry.pages() * (vcpu + 1) / vcpus - first);
    }
}
