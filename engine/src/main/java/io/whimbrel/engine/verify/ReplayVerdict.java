package io.whimbrel.engine.verify;

import io.whimbrel.engine.memory.PageGeometry;
import java.util.List;

/**
 * What a replay has found.
 *
 * @param geometry       the shape of the memory that was compared
 * @param operations     how many operations were replayed
 * @param differingPages how many pages differ
 * @param firstOffset    offset of the first byte that differs, in bytes; {@link #NONE} where no byte does
 * @param lastWriter     who wrote the page of that byte last; null where no byte differs
 * @param misreadVcpus   the virtual CPUs that have read something else than in the replay, in order
 */
public record ReplayVerdict(PageGeometry geometry, long operations, long differingPages, long firstOffset,
        PageWriter lastWriter, List<Integer> misreadVcpus) {

    /** What {@link #firstOffset} is where no byte differs. */
    public static final long NONE = -1;

    /** Copies the list. */
    public ReplayVerdict {
        misreadVcpus = List.copyOf(misreadVcpus);
    }

    /**
     * Whether the guest is what it would have been without a migration.
     *
     * @return true when every byte is the same and every virtual CPU has read the same
     */
    public boolean verified() {
        return differingPages == 0 && misreadVcpus.isEmpty();
    }

    /**
     * The finding for a person to read.
     *
     * @return one line
     */
    @Override
    public String toString() {
        if (verified()) {
            return "verified: " + geometry.pages() + " pages are the same after " + operations + " operations";
        }
        final StringBuilder text = new StringBuilder("not verified: ");
        if (differingPages > 0) {
            final long page = geometry.pageOf(firstOffset);
            text.append(differingPages).append(" of ").append(geometry.pages()).append(" pages differ, first page ")
                    .append(page).append(" from byte ").append(firstOffset - geometry.offsetOf(page))
                    .append(", last written by ").append(lastWriter);
        }
        if (!misreadVcpus.isEmpty()) {
            text.append(differingPages > 0 ? "; " : "").append("reads differ on vCPU ").append(misreadVcpus);
        }
        return text.toString();
    }
}
