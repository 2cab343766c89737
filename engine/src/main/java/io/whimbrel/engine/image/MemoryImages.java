package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.ZeroBytes;
import io.whimbrel.engine.snapshot.ExecutionState;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** Images in memory, where no file is wanted: in virtual time, and to rehearse. */
public final class MemoryImages implements ImageStore {

    private final List<MemoryImage> images = new ArrayList<>();

    /** Makes an empty store. */
    public MemoryImages() {}

    @Override
    public KeptImage create(final GuestMemory memory, final String guest, final int vcpus, final int stateBytes) {
        final MemoryImage image = new MemoryImage(memory, memory.versions() == null
                ? new GuestMemory(memory.geometry())
                : GuestMemory.ofVersions(memory.geometry()));
        images.add(image);
        return image;
    }

    @Override
    public void close() {
        images.forEach(image -> image.copy.close());
        images.clear();
    }

    private static final class MemoryImage implements KeptImage {

        private final GuestMemory memory;
        private final GuestMemory copy;
        private ExecutionState state;

        MemoryImage(final GuestMemory memory, final GuestMemory copy) {
            this.memory = memory;
            this.copy = copy;
        }

        @Override
        public int write(final long first, final int count) {
            UnsafeApi.copyMemory(memory.addressOfBlock(first), copy.addressOfBlock(first), bytes(count));
            return notZero(first, count);
        }

        @Override
        public void complete(final ExecutionState newState) {
            state = newState;
        }

        @Override
        public ExecutionState state() {
            return state;
        }

        @Override
        public int load(final long first, final int count) {
            UnsafeApi.copyMemory(copy.addressOfBlock(first), memory.addressOfBlock(first), bytes(count));
            return notZero(first, count);
        }

        private long bytes(final int count) {
            return (long) count * memory.blockBytes();
        }

        private int notZero(final long first, final int count) {
            int found = 0;
            for (long page = first; page < first + count; page++) {
                found += ZeroBytes.at(copy.addressOfBlock(page), copy.blockBytes()) ? 0 : 1;
            }
            return found;
        }
    }
}
