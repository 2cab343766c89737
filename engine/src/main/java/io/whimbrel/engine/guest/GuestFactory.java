package io.whimbrel.engine.guest;

import io.whimbrel.engine.memory.PageGeometry;

/** Builds a guest's program from the description that travels in the hello, so that both ends run the same one. */
@FunctionalInterface
public interface GuestFactory {

    /**
     * Builds a program.
     *
     * @param description text written by the source's side, opaque to the engine
     * @param geometry    the shape of the memory it will run in
     * @param vcpus       the number of virtual CPUs
     * @return the program
     * @throws IllegalArgumentException with one clear line when the description is not understood here
     */
    GuestProgram create(String description, PageGeometry geometry, int vcpus);
}
