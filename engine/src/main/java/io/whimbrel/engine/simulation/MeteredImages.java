package io.whimbrel.engine.simulation;

import io.whimbrel.engine.image.ImageStore;
import io.whimbrel.engine.image.KeptImage;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.snapshot.ExecutionState;

/**
 * A store whose images take time to be written and read on a simulated machine. Pages that are all zero take none: they
 * are holes.
 *
 * @param store        what keeps them
 * @param cpu          the machine's processor
 * @param diskNsPerKib nanoseconds for each KiB written or read
 */
public record MeteredImages(ImageStore store, VirtualCpu cpu, double diskNsPerKib) implements ImageStore {

    private static final double KIB = 1024;

    @Override
    public KeptImage create(final GuestMemory memory, final String guest, final int vcpus, final int stateBytes) {
        return new MeteredImage(store.create(memory, guest, vcpus, stateBytes), cpu,
                memory.geometry().pageBytes() / KIB * diskNsPerKib);
    }

    @Override
    public void close() {
        store.close();
    }

    private record MeteredImage(KeptImage image, VirtualCpu cpu, double nsPerPage) implements KeptImage {

        @Override
        public int write(final long first, final int count) {
            final int pages = image.write(first, count);
            cpu.charge(pages * nsPerPage);
            return pages;
        }

        @Override
        public void complete(final ExecutionState state) {
            image.complete(state);
        }

        @Override
        public ExecutionState state() {
            return image.state();
        }

        @Override
        public int load(final long first, final int count) {
            final int pages = image.load(first, count);
            cpu.charge(pages * nsPerPage);
            return pages;
        }
    }
}
