package io.whimbrel.engine.migration;

import io.whimbrel.engine.image.ImageStore;
import io.whimbrel.engine.image.KeptImage;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.snapshot.ExecutionState;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A store whose disk is full after so many of the things that are done with it. */
final class FailingImages implements ImageStore {

    static final String COMPLAINT = "cannot write guest-0.image: No space left on device";

    private final ImageStore store;
    private final int doneBefore;
    private int done;

    FailingImages(final ImageStore store, final int doneBefore) {
        this.store = store;
        this.doneBefore = doneBefore;
    }

    boolean hasFailed() {
        return done > doneBefore;
    }

    private void next() {
        if (done++ >= doneBefore) {
            throw new UncheckedIOException(COMPLAINT, new IOException("No space left on device"));
        }
    }

    @Override
    public KeptImage create(final GuestMemory memory, final String guest, final int vcpus, final int stateBytes) {
        next();
        final KeptImage image = store.create(memory, guest, vcpus, stateBytes);
        return new KeptImage() {
            @Override
            public int write(final long first, final int count) {
                next();
                return image.write(first, count);
            }

            @Override
            public void complete(final ExecutionState state) {
                next();
                image.complete(state);
            }

            @Override
            public ExecutionState state() {
                return image.state();
            }

            @Override
            public int load(final long first, final int count) {
                next();
                return image.load(first, count);
            }
        };
    }

    @Override
    public void close() {
        store.close();
    }
}
