package io.whimbrel.engine.guest;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;

/** What a guest runs: the first content of its memory, and a program for each of its virtual CPUs. */
public interface GuestProgram {

    /**
     * The number of virtual CPUs.
     *
     * @return at least 1
     */
    int vcpus();

    /**
     * Whether it needs the contents of pages. One that does not runs in a memory of page versions, and so in virtual time
     * alone.
     *
     * @return true unless said otherwise
     */
    default boolean needsContents() {
        return true;
    }

    /**
     * Maps a memory for this program, all zero.
     *
     * @param geometry the geometry for which this program was built
     * @return a memory of contents, or of page versions
     */
    default GuestMemory newMemory(final PageGeometry geometry) {
        return needsContents() ? new GuestMemory(geometry) : GuestMemory.ofVersions(geometry);
    }

    /**
     * Writes the content that the memory has before the first operation. Deterministic; the memory given is all zero.
     *
     * @param memory fresh memory of the geometry for which this program was built
     */
    void fill(GuestMemory memory);

    /**
     * Makes the program of one virtual CPU, at its first operation. Every call gives an independent one.
     *
     * @param vcpu index from 0
     * @return the program
     */
    VcpuProgram vcpu(int vcpu);
}
