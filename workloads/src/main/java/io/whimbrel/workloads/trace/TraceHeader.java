package io.whimbrel.workloads.trace;

import io.whimbrel.engine.memory.PageGeometry;

/**
 * Of which guest a trace is.
 *
 * @param pageBytes   length of a page, in bytes
 * @param pages       number of pages; every access is to one below it
 * @param vcpus       number of virtual CPUs
 * @param description what ran, in the words of whoever recorded it
 */
public record TraceHeader(int pageBytes, long pages, int vcpus, String description) {

    /** The largest number of virtual CPUs that a trace can tell apart. */
    public static final int MAX_VCPUS = 1 << 16;
    /** The longest description, in bytes of UTF-8. */
    public static final int MAX_DESCRIPTION_BYTES = 1 << 16;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException naming the number that no guest has
     */
    public TraceHeader {
        if (pages < 1 || pages > PageGeometry.MAX_PAGES) {
            throw new IllegalArgumentException(pages + " pages are not 1 to 2^36");
        }
        if (vcpus < 1 || vcpus > MAX_VCPUS) {
            throw new IllegalArgumentException(vcpus + " vCPUs are not 1 to " + MAX_VCPUS);
        }
        geometryOf(pages, pageBytes);
    }

    /**
     * The shape of the smallest memory in which all accesses lie.
     *
     * @return the geometry
     */
    public PageGeometry geometry() {
        return geometryOf(pages, pageBytes);
    }

    private static PageGeometry geometryOf(final long pages, final int pageBytes) {
        return new PageGeometry(pages * pageBytes, pageBytes);
    }
}
