package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import java.util.function.Consumer;
import org.agrona.UnsafeApi;

/** A snapshot with a memory of its own: pages that were zero take up none of it. */
public final class FullSnapshot implements Snapshot {

    private final GuestMemory memory;
    private final ExecutionState state;

    FullSnapshot(final GuestMemory memory, final ExecutionState state) {
        this.memory = memory;
        this.state = state;
    }

    /**
     * Makes one of what was kept elsewhere.
     *
     * @param geometry   the shape of the guest's memory
     * @param blockBytes how many bytes there are of a page
     * @param state      the execution state at the instant, and the instant
     * @param filling    puts the pages into a memory that is all zero; what it throws is thrown on
     * @return the snapshot
     * @throws io.whimbrel.engine.memory.MemoryUnavailableException when there is no memory for it
     */
    public static FullSnapshot of(final PageGeometry geometry, final int blockBytes, final ExecutionState state,
            final Consumer<GuestMemory> filling) {
        final GuestMemory memory = newMemory(geometry, blockBytes);
        try {
            filling.accept(memory);
            return new FullSnapshot(memory, state);
        } catch (final RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /** A memory for a copy, all zero. */
    static GuestMemory newMemory(final PageGeometry geometry, final int blockBytes) {
        return blockBytes == geometry.pageBytes() ? new GuestMemory(geometry) : GuestMemory.ofVersions(geometry);
    }

    @Override
    public PageGeometry geometry() {
        return memory.geometry();
    }

    @Override
    public int blockBytes() {
        return memory.blockBytes();
    }

    @Override
    public ExecutionState state() {
        return state;
    }

    /**
     * The memory as it was. A guest of the same program that is given it and {@linkplain ExecutionState#loadInto the
     * state} goes on from there, or is migrated.
     *
     * @return memory that belongs to this snapshot and is closed with it
     */
    public GuestMemory memory() {
        return memory;
    }

    @Override
    public void readPage(final long page, final long targetAddress) {
        UnsafeApi.copyMemory(memory.addressOfBlock(page), targetAddress, memory.blockBytes());
    }

    @Override
    public void releasePage(final long page) {
        // Its memory is given back as a whole.
    }

    @Override
    public void close() {
        memory.close();
    }
}
