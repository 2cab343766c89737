package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.memory.BlockPool;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.agrona.UnsafeApi;

/**
 * The pages of a guest as they were at one instant, while its vCPUs write on. A vCPU that is about to write a page for
 * the first time since saves it first: the mirror image of the dirty mark, which follows the store.
 *
 * <pre>
 *   state      a vCPU may store   it becomes
 *   UNSAVED    no                 SAVING: by the vCPU that is about to write     RELEASED: by the reader
 *   SAVING     no                 SAVED, or LOST without memory: by that vCPU    WRITTEN: by the reader
 *   RELEASED   no                 WRITTEN: by the vCPU that is about to write
 *   SAVED      yes                                                               WRITTEN: by the reader
 *   LOST       yes
 *   WRITTEN    yes
 * </pre>
 *
 * <p>Two parties meet at a page: the vCPU that writes it (vCPUs write disjoint sets of pages), and one reader, who takes
 * pages as of the instant and releases those that it needs no more. <em>Neither ever waits for the other</em>, and so
 * no operation of the guest takes longer than one page copy, and the reader never spins. A page's state only ever moves
 * on, and wherever two parties could move it each does so by compare-and-set.
 *
 * <h2>A vCPU may store, and the instant's bytes are safe</h2>
 *
 * <p>Before its first store to a page the vCPU loads the state (an acquire load) and stores (S) only if it is above 0,
 * which the state then stays: before later stores it looks at a note of its own instead, written after that first look.
 * So either it moved the page there itself, in program order, or the reader did:
 * <ul>
 * <li>SAVED, by itself: it copied the page (K) before the compare-and-set that says so (P), and S comes after. The
 * reader that sees SAVED has acquired P, so K <em>happens before</em> its reading of the copy. The copy is not given
 * away before the reader, who is alone in doing so, moves the page to WRITTEN.
 * <li>RELEASED and then WRITTEN: the reader had all it wanted of the page (R), then moved the page by a compare-and-set,
 * which the vCPU's next look or compare-and-set acquires: R happens before S. A plain race is left nowhere.
 * <li>WRITTEN by the reader out of SAVING: as before; the vCPU's own compare-and-set to SAVED fails, by which it
 * acquires the reader's, and it gives its copy back. That copy was made for nothing: the price of nobody's waiting.
 * </ul>
 *
 * <h2>The reader's copy of a page that nobody has saved</h2>
 *
 * <p>In UNSAVED and in SAVING the page's own bytes are those of the instant: the vCPU has not stored. So the reader
 * copies them (C) and <em>then</em> looks at the state again (V). If it is still one of the two, the copy is good;
 * otherwise it is thrown away, and the saved one is taken. One look back is enough, as states never return. This is a
 * sequence lock of which the writer takes part once: were a store S in the copy C, then V would have to see SAVED, since
 * <ul>
 * <li>the vCPU puts a store-store fence between P and S. P alone would not do: what orders a compare-and-set before a
 * later plain store is only its reading half, and a processor with weak memory may let S overtake its writing half;
 * <li>the reader puts an acquire fence between C and V, so that the copy's loads come before that of the state.
 * </ul>
 * {@link java.util.concurrent.locks.StampedLock} validates its optimistic reads in the same way, for the same reasons.
 *
 * <p>The first instant itself needs no more than the pause: everything that the vCPUs stored before they stopped is
 * visible to whoever saw them paused, and each of them sees the barrier before it runs on
 * ({@link io.whimbrel.engine.guest.PauseGate}).
 *
 * <h2>No memory left</h2>
 *
 * <p>A vCPU that gets no block for its copy does not wait, for the guest owes the snapshot nothing: the page is LOST, and
 * the reader is told so when it asks for it. It is told in time, since LOST comes before S as SAVED does.
 *
 * <p>Should two vCPUs write one page all the same, the second waits for the first to have saved it. All of this is
 * tested by jcstress, beside a reader who does not look back, which must be seen to fail.
 */
final class CopyOnWrite {

    private static final VarHandle STATE = MethodHandles.arrayElementVarHandle(byte[].class);

    private static final byte UNSAVED = 0;
    private static final byte SAVING = -1;
    private static final byte RELEASED = -2;
    private static final byte SAVED = 1;
    private static final byte WRITTEN = 2;
    private static final byte LOST = 3;

    private final GuestMemory memory;
    private final int blockBytes;
    private final BlockPool pool;
    private final byte[] states;
    /** Of each page in SAVED, the block that holds its copy. */
    private final int[] blocks;

    CopyOnWrite(final GuestMemory memory, final BlockPool pool) {
        final int pages = Math.toIntExact(memory.geometry().pages());
        this.memory = memory;
        this.blockBytes = memory.blockBytes();
        this.pool = pool;
        this.states = new byte[pages];
        this.blocks = new int[pages];
    }

    PageGeometry geometry() {
        return memory.geometry();
    }

    /** Whether a vCPU may write a page, which then stays so. By the vCPU that is about to. */
    boolean isReady(final int page) {
        return (byte) STATE.getAcquire(states, page) > 0;
    }

    /**
     * Makes a page ready to be written. By the vCPU that is about to, whose look at the state found it not above 0.
     *
     * @return whether the page was saved for it
     */
    boolean admit(final int page) {
        if (!STATE.compareAndSet(states, page, UNSAVED, SAVING)) {
            admitElsewise(page);
            return false;
        }
        final int block = pool.take();
        if (block == BlockPool.NONE) {
            STATE.compareAndSet(states, page, SAVING, LOST);
        } else {
            UnsafeApi.copyMemory(memory.addressOfBlock(page), pool.addressOf(block), blockBytes);
            blocks[page] = block;
            if (!STATE.compareAndSet(states, page, SAVING, SAVED)) {
                pool.give(block);
            }
        }
        VarHandle.storeStoreFence();
        return block != BlockPool.NONE;
    }

    private void admitElsewise(final int page) {
        STATE.compareAndSet(states, page, RELEASED, WRITTEN);
        while ((byte) STATE.getAcquire(states, page) == SAVING) {
            Thread.onSpinWait();
        }
    }

    /** Copies a page as of the instant. By the reader. */
    void read(final long page, final long target) {
        if (isUntouched(page)) {
            UnsafeApi.copyMemory(memory.addressOfBlock(page), target, blockBytes);
            VarHandle.acquireFence();
            if (isUntouched(page)) {
                return;
            }
        }
        requireReadable(page);
        UnsafeApi.copyMemory(pool.addressOf(blocks[(int) page]), target, blockBytes);
    }

    private boolean isUntouched(final long page) {
        final byte state = state(page);
        return state == UNSAVED || state == SAVING;
    }

    private byte state(final long page) {
        return (byte) STATE.getAcquire(states, (int) page);
    }

    /** Throws when a page cannot be read. By the reader. */
    void requireReadable(final long page) {
        switch (state(page)) {
            case LOST -> throw new SnapshotException("page " + page + " of the snapshot is lost: it was written when "
                    + pool.limitBytes() + " B of saved pages were waiting to be read; allow more, or read faster");
            case RELEASED, WRITTEN -> throw new IllegalStateException("page " + page + " has been released");
            default -> {
            }
        }
    }

    /** Gives a page up. By the reader. */
    void release(final long page) {
        final int index = (int) page;
        if (STATE.compareAndSet(states, index, UNSAVED, RELEASED)
                || STATE.compareAndSet(states, index, SAVING, WRITTEN)) {
            return;
        }
        if (state(page) == SAVED) {
            final int block = blocks[index];
            STATE.setRelease(states, index, WRITTEN);
            pool.give(block);
        }
    }
}
