package io.whimbrel.engine.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.agrona.UnsafeApi;

/**
 * Blocks of one length, taken and given back by any thread without a lock, out of one sparse mapping: the machine
 * provides a block when it is first written, and no more blocks than were ever out at once are written.
 *
 * <pre>
 *   mapping  | block 0 | block 1 | ... | block fresh - 1 |  never touched  ... capacity |
 *   given back:   block 1 -&gt; block 0 -&gt; none         (each names the next in its own first bytes)
 * </pre>
 *
 * <p>The blocks given back are a stack, whose head carries a count of givings beside the block: a taker that has looked
 * up the next block while others took the first two and gave the first back finds the count changed, and looks again.
 * Until then it may have read the next block's number out of a block that somebody else is writing; it never uses it.
 * Whoever gives has read its block before, and whoever takes it writes it after: giving and taking are both
 * compare-and-sets of the head.
 */
public final class BlockPool implements AutoCloseable {

    /** What {@link #take()} answers when all blocks are out. */
    public static final int NONE = -1;

    private static final VarHandle HEAD;
    private static final VarHandle FRESH;
    private static final long COUNT_ONE = 1L << 32;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(BlockPool.class, "head", long.class);
            FRESH = MethodHandles.lookup().findVarHandle(BlockPool.class, "fresh", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int blockBytes;
    private final int capacity;
    private final Mapping mapping;
    private final long base;
    /** Above the count of givings, below one more than the block on top. */
    private volatile long head;
    private volatile int fresh;

    /**
     * Reserves addresses, and no memory yet.
     *
     * @param blockBytes length of a block, a multiple of 8
     * @param limitBytes length of all blocks at most; at least one block is had
     * @throws MemoryUnavailableException when the machine could not give that much
     */
    public BlockPool(final int blockBytes, final long limitBytes) {
        this.blockBytes = blockBytes;
        this.capacity = (int) Math.min(Math.max(1, limitBytes / blockBytes), Integer.MAX_VALUE - 1);
        this.mapping = Mapping.map((long) capacity * blockBytes);
        this.base = mapping.address();
    }

    /**
     * Takes a block, whose bytes may be anything.
     *
     * @return its number, or {@link #NONE}
     */
    public int take() {
        while (true) {
            final long seen = head;
            final int block = (int) seen - 1;
            if (block == NONE) {
                return takeFresh();
            }
            final long below = UnsafeApi.getLong(addressOf(block));
            if (HEAD.compareAndSet(this, seen, seen & -COUNT_ONE | below & COUNT_ONE - 1)) {
                return block;
            }
        }
    }

    private int takeFresh() {
        while (true) {
            final int block = fresh;
            if (block == capacity) {
                return NONE;
            }
            if (FRESH.compareAndSet(this, block, block + 1)) {
                return block;
            }
        }
    }

    /**
     * Gives a block back.
     *
     * @param block a block taken before
     */
    public void give(final int block) {
        while (true) {
            final long seen = head;
            UnsafeApi.putLong(addressOf(block), seen & COUNT_ONE - 1);
            if (HEAD.compareAndSet(this, seen, (seen & -COUNT_ONE) + COUNT_ONE | block + 1L)) {
                return;
            }
        }
    }

    /**
     * Where a block lies.
     *
     * @param block its number
     * @return address in this process
     */
    public long addressOf(final int block) {
        return base + (long) block * blockBytes;
    }

    /**
     * The memory in use: that of all blocks ever out at once.
     *
     * @return bytes
     */
    public long heldBytes() {
        return (long) fresh * blockBytes;
    }

    /**
     * The memory that may be used.
     *
     * @return bytes
     */
    public long limitBytes() {
        return (long) capacity * blockBytes;
    }

    /** Gives the memory back. Idempotent; nobody may touch a block any more. */
    @Override
    public void close() {
        mapping.close();
    }
}
