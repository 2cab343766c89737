package io.whimbrel.harness.profile;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageVersions;
import io.whimbrel.engine.plugin.PluginReference;

/** Looks for pages that are all zero. */
public final class ZeroPages {

    private static final String RAW = "raw";

    private ZeroPages() {}

    /**
     * Finds them.
     *
     * @param memory a guest's memory; may be written meanwhile
     * @return the pages that were zero when they were looked at
     */
    public static HierarchicalBitmap in(final GuestMemory memory) {
        final long pages = memory.geometry().pages();
        final PageVersions versions = memory.versions();
        final HierarchicalBitmap zero = new HierarchicalBitmap(pages);
        for (long page = 0; page < pages; page++) {
            if (versions == null ? isZero(memory, page) : versions.version(page) == 0) {
                zero.add(page);
            }
        }
        return zero;
    }

    /**
     * Finds those that a guest begins with and that cross as a header alone.
     *
     * @param program  what it runs
     * @param geometry the shape of its memory
     * @param encoding reference to the encoding with which it is migrated
     * @return the pages; none where the encoding sends zero pages as any other
     */
    public static HierarchicalBitmap elidedAtFirst(final GuestProgram program, final PageGeometry geometry,
            final String encoding) {
        if (PluginReference.parse(encoding).name().equals(RAW)) {
            return new HierarchicalBitmap(geometry.pages());
        }
        try (GuestMemory memory = program.newMemory(geometry)) {
            program.fill(memory);
            return in(memory);
        }
    }

    static boolean isZero(final GuestMemory memory, final long page) {
        final long end = memory.geometry().offsetOf(page + 1);
        for (long at = memory.geometry().offsetOf(page); at < end; at += Long.BYTES) {
            if (memory.getLong(at) != 0) {
                return false;
            }
        }
        return true;
    }
}
