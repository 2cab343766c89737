package io.whimbrel.results.file;

import io.whimbrel.results.record.SnapshotRecord;
import io.whimbrel.results.record.SnapshotsRecord;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One line for each snapshot of a guest, every number in its base unit; empty where there is none. */
final class SnapshotCsv {

    private static final String HEADINGS = "snapshot,kind,guestTimeNs,pauseNs,durationNs,pagesWritten,pagesSaved,"
            + "copiesPerPageWritten,pagesCopied,memoryHeldBytes,copyNs,rollBackNs,pagesRestored,verified\n";

    private SnapshotCsv() {}

    static String print(final SnapshotsRecord snapshots) {
        final StringBuilder out = new StringBuilder(HEADINGS);
        int number = 0;
        for (final SnapshotRecord one : snapshots.taken()) {
            final Object[] cells = {++number, snapshots.kind(), one.guestTimeNs(), one.pauseNs(), one.durationNs(),
                one.pagesWritten(), one.pagesSaved(), one.copiesPerPageWritten(), one.pagesCopied(),
                one.memoryHeldBytes(), one.copyNs(), one.rollBackNs(), one.pagesRestored(), one.verified()};
            out.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\n")));
        }
        return out.toString();
    }
}
