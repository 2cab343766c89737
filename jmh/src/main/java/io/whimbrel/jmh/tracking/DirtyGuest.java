package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.memory.PageGeometry;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A guest that has written pages since the last sync. */
@State(Scope.Thread)
public class DirtyGuest extends CollectedGuest {

    /** 1 % of the pages of 1 GiB. */
    private static final int DIRTY_PAGES = 2621;

    /** Where they lie: anywhere, or side by side. */
    @Param({"scattered", "clustered"})
    public String dirt;

    private long[] written;

    /** For JMH. */
    public DirtyGuest() {}

    /** Chooses the pages. */
    @Setup(Level.Trial)
    public void choose() {
        final long guestPages = pages();
        written = dirt.equals("clustered")
                ? LongStream.range(guestPages / 3, guestPages / 3 + DIRTY_PAGES).toArray()
                : Addresses.scatteredPages(
                        new PageGeometry(guestPages * PageGeometry.MIN_PAGE_BYTES, PageGeometry.MIN_PAGE_BYTES),
                        DIRTY_PAGES, 3);
    }

    /** Dirties them. */
    @Setup(Level.Invocation)
    public void dirty() {
        reset();
        for (final long page : written) {
            barrier.wrote(page);
        }
    }

    /** Checks that they have been collected, and nothing else. */
    @TearDown(Level.Invocation)
    public void checkCollected() {
        for (final long page : written) {
            if (!isPending(page)) {
                throw new IllegalStateException("page " + page + " was written and not collected");
            }
        }
        if (pendingCount() < written.length || pendingCount() > written.length + pendingPages) {
            throw new IllegalStateException(pendingCount() + " pages were collected, " + written.length + " written");
        }
    }
}
