package io.whimbrel.engine.snapshot;

import io.whimbrel.engine.memory.BlockPool;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import org.agrona.UnsafeApi;

/**
 * One instant of one page: a vCPU writes it, its last word and then its first, while a reader takes it as it was.
 *
 * <p>A test makes millions of these and there is nobody to close them, so they share a memory and use its pages in turn:
 * by the time a page comes round again, whoever had it is long gone. It is copied from its first word to its last, for
 * long enough for a store to overtake the copy.
 */
abstract class Instant {

    static final long THEN = 1;
    static final long LATER = 2;

    private static final int PAGE_BYTES = PageGeometry.MIN_PAGE_BYTES;
    private static final int LAST_WORD = PAGE_BYTES - Long.BYTES;
    /** Three times as many as jcstress keeps at once. */
    private static final int PAGES = 1 << 15;
    private static final PageGeometry GEOMETRY = new PageGeometry((long) PAGES * PAGE_BYTES, PAGE_BYTES);
    private static final GuestMemory MEMORY = new GuestMemory(GEOMETRY);
    private static final BlockPool POOL = new BlockPool(PAGE_BYTES, GEOMETRY.memoryBytes());
    private static final ThreadLocal<GuestMemory> TARGET = ThreadLocal
            .withInitial(() -> new GuestMemory(new PageGeometry(PAGE_BYTES, PAGE_BYTES)));

    private static CopyOnWrite current = new CopyOnWrite(MEMORY, POOL);
    private static CopyOnWrite before = new CopyOnWrite(MEMORY, POOL);
    private static CopyOnWriteAccess currentVcpu = vcpu();
    private static CopyOnWriteAccess currentOtherVcpu = vcpu();
    private static int nextPage;

    final CopyOnWrite pages;
    final long page;
    private final CopyOnWriteAccess vcpu;
    private final CopyOnWriteAccess otherVcpu;

    Instant() {
        synchronized (MEMORY) {
            if (nextPage == PAGES) {
                nextPage = 0;
                before = current;
                current = new CopyOnWrite(MEMORY, POOL);
                currentVcpu = vcpu();
                currentOtherVcpu = vcpu();
            }
            pages = current;
            vcpu = currentVcpu;
            otherVcpu = currentOtherVcpu;
            page = nextPage++;
            before.release(page);
        }
        MEMORY.putLong(GEOMETRY.offsetOf(page), THEN);
        MEMORY.putLong(GEOMETRY.offsetOf(page) + LAST_WORD, THEN);
    }

    private static CopyOnWriteAccess vcpu() {
        return CopyOnWriteAccess.with(MEMORY, new CopyOnWriteBarrier(current));
    }

    /** By the vCPU. */
    final void writeLast() {
        vcpu.putLong(GEOMETRY.offsetOf(page) + LAST_WORD, LATER);
    }

    /** By the vCPU. */
    final void writeFirst() {
        vcpu.putLong(GEOMETRY.offsetOf(page), LATER);
    }

    /** By another vCPU. */
    final void writeFirstElsewhere() {
        otherVcpu.putLong(GEOMETRY.offsetOf(page), LATER);
    }

    /** By the reader: {@link #THEN} when both words read are those of the instant, otherwise their sum. */
    final long read() {
        pages.read(page, target());
        return seen();
    }

    private static long target() {
        return TARGET.get().addressOfPage(0);
    }

    /** By a reader that believes the page to be what it was. */
    final void copyNow() {
        UnsafeApi.copyMemory(MEMORY.addressOfPage(page), target(), PAGE_BYTES);
    }

    static long seen() {
        final GuestMemory target = TARGET.get();
        return target.getLong(0) == THEN && target.getLong(LAST_WORD) == THEN
                ? THEN
                : target.getLong(0) + target.getLong(LAST_WORD);
    }

    /** The page in the guest's memory, in the same way. */
    final long now() {
        return MEMORY.getLong(GEOMETRY.offsetOf(page)) + MEMORY.getLong(GEOMETRY.offsetOf(page) + LAST_WORD);
    }
}
