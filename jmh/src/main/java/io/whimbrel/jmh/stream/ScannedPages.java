package io.whimbrel.jmh.stream;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.policy.builtin.ZeroElideEncoding;
import java.lang.foreign.MemorySegment;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Pages that are zero, or are not from their first byte on, or not until their last. */
@State(Scope.Thread)
public class ScannedPages {

    /** So many that no cache holds them. */
    public static final int PAGES = 16 << 10;
    /** The length of each. */
    public static final int PAGE_BYTES = PageGeometry.MIN_PAGE_BYTES;

    /** What the pages hold. */
    @Param({"zero", "first-byte", "last-byte"})
    public String content;

    private final PageEncoding encoding = new ZeroElideEncoding();
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[PAGE_BYTES]);
    private GuestMemory memory;
    private GuestMemory spare;
    private MemorySegment all;
    private MemorySegment zeros;

    /** For JMH. */
    public ScannedPages() {}

    /** Maps and fills. */
    @Setup(Level.Trial)
    @SuppressWarnings("restricted")
    public void fill() {
        memory = new GuestMemory(new PageGeometry((long) PAGES * PAGE_BYTES, PAGE_BYTES));
        memory.populate(0, memory.geometry().memoryBytes());
        spare = new GuestMemory(new PageGeometry(PAGE_BYTES, PAGE_BYTES));
        spare.populate(0, PAGE_BYTES);
        all = MemorySegment.ofAddress(memory.addressOfPage(0)).reinterpret(memory.geometry().memoryBytes());
        zeros = MemorySegment.ofArray(new byte[PAGE_BYTES]);
        if (!content.equals("zero")) {
            for (long page = 0; page < PAGES; page++) {
                memory.putByte(memory.geometry().offsetOf(page) + (content.equals("last-byte") ? PAGE_BYTES - 1 : 0),
                        (byte) 1);
            }
        }
    }

    final boolean isZero(final long page) {
        return encoding.encode(page, memory.addressOfPage(page), PAGE_BYTES, scratch, 0,
                PAGE_BYTES) == PageEncoding.ZERO;
    }

    final boolean equalsZeroPage(final long page) {
        final long offset = page * PAGE_BYTES;
        return MemorySegment.mismatch(all, offset, offset + PAGE_BYTES, zeros, 0, PAGE_BYTES) < 0;
    }

    final long address(final long page) {
        return memory.addressOfPage(page);
    }

    final long target() {
        return spare.addressOfPage(0);
    }

    final int checked(final int zero) {
        if (zero != (content.equals("zero") ? PAGES : 0)) {
            throw new IllegalStateException(zero + " pages were found to be zero");
        }
        return zero;
    }

    /** Unmaps. */
    @TearDown(Level.Trial)
    public void unmap() {
        memory.close();
        spare.close();
    }
}
