package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.GuestMemory;

/** Nowhere. */
record NoImages() implements ImageStore {

    @Override
    public KeptImage create(final GuestMemory memory, final String guest, final int vcpus, final int stateBytes) {
        throw new IllegalArgumentException("there is nowhere here to keep the image of a guest");
    }

    @Override
    public void close() {
        // Nothing is kept.
    }
}
