package io.whimbrel.results.table;

import io.whimbrel.results.record.SnapshotRecord;
import io.whimbrel.results.record.SnapshotsRecord;
import java.util.List;

/**
 * What snapshots cost: a row for each, then the medians, and the smallest and the largest beneath. Below that a line for
 * every snapshot that was not proved, and one for the guest.
 */
public final class SnapshotTable {

    private static final Scale PAGES = new Scale("pages", 1);
    private static final List<Measure<SnapshotRecord>> MEASURES = List.of(
            Measure.one("pause", Scale.MILLISECONDS, SnapshotRecord::pauseNs),
            Measure.one("lasted", Scale::ofNs, SnapshotRecord::durationNs),
            Measure.one("written", PAGES, SnapshotRecord::pagesWritten),
            Measure.one("saved", PAGES, SnapshotRecord::pagesSaved),
            Measure.one("saved/written", Scale.PLAIN, SnapshotRecord::copiesPerPageWritten),
            Measure.one("copied", PAGES, SnapshotRecord::pagesCopied),
            Measure.one("held", Scale::ofBytes, SnapshotRecord::memoryHeldBytes),
            Measure.one("copied in", Scale::ofNs, SnapshotRecord::copyNs),
            Measure.one("rolled back in", Scale::ofNs, SnapshotRecord::rollBackNs),
            Measure.one("restored", PAGES, SnapshotRecord::pagesRestored));

    private final SnapshotsRecord snapshots;

    /**
     * Of some snapshots.
     *
     * @param snapshots at least one
     */
    public SnapshotTable(final SnapshotsRecord snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Prints it for a terminal.
     *
     * @return lines that end with a line feed
     */
    public String text() {
        final List<SnapshotRecord> taken = snapshots.taken();
        final MeasureTable<SnapshotRecord> table = new MeasureTable<>("snapshot", Measure.found(MEASURES, taken),
                "verified");
        for (int i = 0; i < taken.size(); i++) {
            table.row(Integer.toString(i + 1), List.of(taken.get(i)), taken.get(i).verified() ? "yes" : "NO");
        }
        table.row("median", taken, taken.stream().filter(SnapshotRecord::verified).count() + "/" + taken.size());
        return table.text().text() + notes();
    }

    private String notes() {
        final StringBuilder notes = new StringBuilder("\n");
        for (int i = 0; i < snapshots.taken().size(); i++) {
            final SnapshotRecord one = snapshots.taken().get(i);
            if (!one.verified()) {
                notes.append("snapshot ").append(i + 1).append(": ").append(one.verification().detail()).append('\n');
            }
        }
        return notes.append("the guest at its end: ").append(snapshots.guest().detail()).append('\n').toString();
    }
}
