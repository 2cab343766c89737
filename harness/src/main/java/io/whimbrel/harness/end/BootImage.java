package io.whimbrel.harness.end;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import java.util.function.Supplier;

/** What a guest was started from: the content that its memory had before its first operation, made again if asked for. */
public final class BootImage implements Supplier<GuestMemory>, AutoCloseable {

    private final Supplier<GuestProgram> programs;
    private final PageGeometry geometry;
    private GuestMemory memory;

    /**
     * Prepares an image.
     *
     * @param programs build what the guest runs
     * @param geometry of its memory
     */
    public BootImage(final Supplier<GuestProgram> programs, final PageGeometry geometry) {
        this.programs = programs;
        this.geometry = geometry;
    }

    @Override
    public GuestMemory get() {
        if (memory == null) {
            final GuestProgram program = programs.get();
            memory = program.newMemory(geometry);
            program.fill(memory);
        }
        return memory;
    }

    @Override
    public void close() {
        if (memory != null) {
            memory.close();
        }
    }
}
