package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.GuestMemory;

/** Where one end of a migration keeps images of guests that move as files. Closing it removes them. */
public interface ImageStore extends AutoCloseable {

    /**
     * A store without room, for an end to which guests come page by page alone.
     *
     * @return a store that refuses
     */
    static ImageStore none() {
        return new NoImages();
    }

    /**
     * Begins an image.
     *
     * @param memory     whose pages it will hold
     * @param guest      the guest's description
     * @param vcpus      number of virtual CPUs
     * @param stateBytes length of the execution state that it will hold
     * @return an image without pages
     * @throws IllegalArgumentException      when images cannot be kept here
     * @throws java.io.UncheckedIOException in one line naming the file, when it cannot be made
     */
    KeptImage create(GuestMemory memory, String guest, int vcpus, int stateBytes);

    /** Removes every image. */
    @Override
    void close();
}
