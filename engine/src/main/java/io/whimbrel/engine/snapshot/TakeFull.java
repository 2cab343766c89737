package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.ZeroBytes;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.NanoClock;

/** Takes a full snapshot: the guest is paused until all of its memory has been copied. */
public final class TakeFull extends PausedOperation {

    private static final int PAGES_PER_CYCLE = 64;

    private final GuestMemory memory;
    private final GuestMemory copy;
    private ExecutionState state;
    private long nextPage;
    private long pagesCopied;
    private volatile FullSnapshot snapshot;

    /**
     * Prepares.
     *
     * @param guest the guest
     * @param clock measures
     * @throws io.whimbrel.engine.memory.MemoryUnavailableException when there is no memory for another of its size
     */
    public TakeFull(final Guest guest, final NanoClock clock) {
        super(guest, clock);
        memory = guest.memory();
        copy = FullSnapshot.newMemory(memory.geometry(), memory.blockBytes());
    }

    @Override
    void begin() {
        state = ExecutionState.of(guest());
    }

    @Override
    boolean work() {
        final int blockBytes = memory.blockBytes();
        final long end = Math.min(nextPage + PAGES_PER_CYCLE, memory.geometry().pages());
        for (; nextPage < end; nextPage++) {
            final long source = memory.addressOfBlock(nextPage);
            if (!ZeroBytes.at(source, blockBytes)) {
                UnsafeApi.copyMemory(source, copy.addressOfBlock(nextPage), blockBytes);
                pagesCopied++;
            }
        }
        return nextPage == memory.geometry().pages();
    }

    @Override
    void ended() {
        snapshot = new FullSnapshot(copy, state);
    }

    /**
     * The snapshot.
     *
     * @return null until this {@link #isDone()}
     */
    public FullSnapshot snapshot() {
        return snapshot;
    }

    /**
     * What it has cost.
     *
     * @return figures, complete once this {@link #isDone()}
     */
    public SnapshotReport report() {
        return new SnapshotReport(pauseNs(), pauseNs(), 0, 0, pagesCopied, pagesCopied * memory.blockBytes());
    }

    @Override
    public void onClose() {
        if (snapshot == null) {
            copy.close();
        }
    }

    @Override
    public String roleName() {
        return "take-full-snapshot";
    }
}
