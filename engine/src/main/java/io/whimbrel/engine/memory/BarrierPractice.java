package io.whimbrel.engine.memory;

import java.util.function.Function;

/**
 * Shows the JVM's compiler a barrier as it is in the long run, before its first use in a process.
 *
 * <p>What the compiler knows of a branch it learns from the first few thousand times. Of a guest's accesses those are
 * nearly all the first to their page, so it takes the slow path for a frequent one and, for the sake of the call in it,
 * has the fast path write every live register to the stack and read it back: for as long as the guest runs, an access
 * then costs 7 ns more than without a barrier, where 1 would do (measured by {@code CopyOnWriteBenchmark}). HotSpot
 * spares the fast path only where the slow one follows less than once in 10,000 times ({@code Block} in its
 * {@code block.cpp}, JDK 25). So a barrier is practised upon on pages of nobody's, seldom for the first time. That takes
 * some ten milliseconds, and must not be done while a guest is paused.
 */
public final class BarrierPractice {

    private static final int PAGES = 10;
    /** So that the slow path is seen often enough to be believed in, and seldom enough to be thought rare. */
    private static final int WRITES_A_PAGE = 30_000;
    private static final PageGeometry GEOMETRY = new PageGeometry((long) PAGES * PageGeometry.MIN_PAGE_BYTES,
            PageGeometry.MIN_PAGE_BYTES);

    private BarrierPractice() {}

    /**
     * Practises.
     *
     * @param barriers puts the barrier before a memory that it does not know yet
     */
    public static void on(final Function<GuestMemory, GuestAccess> barriers) {
        try (GuestMemory memory = new GuestMemory(GEOMETRY)) {
            practise(barriers.apply(memory));
        } catch (final MemoryUnavailableException e) {
            // It does without: the guest needs more memory than this, and is the one to say that there is none.
        }
    }

    private static void practise(final GuestAccess access) {
        for (long page = 0; page < PAGES; page++) {
            putLongs(access, GEOMETRY.offsetOf(page));
        }
        // Every way through the barrier, so that none is still being learnt when a guest uses it first.
        putBytes(access);
        getLongs(access);
        getBytes(access);
        copies(access, new byte[Long.BYTES]);
    }

    private static void putLongs(final GuestAccess access, final long offset) {
        for (int i = 0; i < WRITES_A_PAGE; i++) {
            access.putLong(offset, i);
        }
    }

    private static void putBytes(final GuestAccess access) {
        for (int i = 0; i < WRITES_A_PAGE; i++) {
            access.putByte(0, (byte) i);
        }
    }

    private static void getLongs(final GuestAccess access) {
        for (int i = 0; i < WRITES_A_PAGE; i++) {
            access.getLong(0);
        }
    }

    private static void getBytes(final GuestAccess access) {
        for (int i = 0; i < WRITES_A_PAGE; i++) {
            access.getByte(0);
        }
    }

    private static void copies(final GuestAccess access, final byte[] bytes) {
        for (int i = 0; i < WRITES_A_PAGE; i++) {
            access.read(0, bytes, 0, bytes.length);
            access.write(0, bytes, 0, bytes.length);
        }
    }
}
