package io.whimbrel.harness.cli;

import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.harness.image.SnapshotOutcome;
import io.whimbrel.harness.image.SnapshotPlan;
import io.whimbrel.harness.image.TakenSnapshot;
import io.whimbrel.results.table.Spread;
import io.whimbrel.results.table.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What there is to say of snapshots, as a table and as a tree for JSON. */
final class SnapshotStory {

    private SnapshotStory() {}

    static String of(final SnapshotPlan plan, final SnapshotOutcome outcome) {
        final TextTable table = new TextTable(
                List.of("snapshot", "guest time", "pause", "written", "saved", "copied", "held", "copied in",
                        "rolled back in", "restored", "verified"),
                List.of("", "", "", "pages", "pages", "pages", "", "", "", "pages", ""));
        final List<TakenSnapshot> snapshots = outcome.snapshots();
        for (int i = 0; i < snapshots.size(); i++) {
            final TakenSnapshot one = snapshots.get(i);
            table.row(List.of(Integer.toString(i + 1), Quantities.formatNs(one.guestTimeNs()),
                    Quantities.formatNs(one.report().pauseNs()),
                    wholeOrNone(written(plan, one)), wholeOrNone(saved(plan, one)),
                    whole(one.report().pagesCopied()), Quantities.formatBytes(one.report().memoryHeldBytes()),
                    timeOrNone(one.copyNs()), timeOrNone(one.rollBackNs()), wholeOrNone(one.pagesRestored()),
                    one.verdict().verified() ? "yes" : "NO"));
        }
        final StringBuilder text = new StringBuilder(table.text());
        for (int i = 0; i < snapshots.size(); i++) {
            if (!snapshots.get(i).verdict().verified()) {
                text.append("snapshot ").append(i + 1).append(": ").append(snapshots.get(i).verdict()).append('\n');
            }
        }
        text.append("pauses: median ").append(Quantities.formatNs(medianPauseNs(snapshots))).append(", longest ")
                .append(Quantities.formatNs(
                        snapshots.stream().mapToLong(one -> one.report().pauseNs()).max().orElseThrow()));
        if (plan.kind().knowsWhatIsWritten()) {
            text.append("; ").append(whole(sum(snapshots, one -> one.report().pagesCopiedOnWrite())))
                    .append(" pages saved for ")
                    .append(whole(sum(snapshots, one -> one.report().distinctPagesWritten()))).append(" written");
        }
        return text.append("\nthe guest at its end: ").append(outcome.guest()).append('\n').toString();
    }

    private static Long written(final SnapshotPlan plan, final TakenSnapshot one) {
        return plan.kind().knowsWhatIsWritten() ? one.report().distinctPagesWritten() : null;
    }

    private static Long saved(final SnapshotPlan plan, final TakenSnapshot one) {
        return plan.kind().knowsWhatIsWritten() ? one.report().pagesCopiedOnWrite() : null;
    }

    private static long medianPauseNs(final List<TakenSnapshot> snapshots) {
        return Math.round(Spread.of(snapshots.stream().map(one -> one.report().pauseNs()).toList()).median());
    }

    private static long sum(final List<TakenSnapshot> snapshots, final ToLongFunction<TakenSnapshot> figure) {
        return snapshots.stream().mapToLong(figure).sum();
    }

    private static String timeOrNone(final Long ns) {
        return ns == null ? "-" : Quantities.formatNs(ns);
    }

    private static String wholeOrNone(final Long number) {
        return number == null ? "-" : whole(number);
    }

    private static String whole(final long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static Map<String, Object> tree(final SnapshotPlan plan, final SnapshotOutcome outcome) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", plan.kind().toString());
        tree.put("everyNs", plan.everyNs());
        tree.put("snapshots", outcome.snapshots().stream().map(one -> tree(plan, one)).toList());
        tree.put("guest", ImageTrees.of(outcome.guest()));
        return tree;
    }

    private static Map<String, Object> tree(final SnapshotPlan plan, final TakenSnapshot one) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("guestTimeNs", one.guestTimeNs());
        tree.put("pauseNs", one.report().pauseNs());
        tree.put("durationNs", one.report().durationNs());
        tree.put("pagesWritten", written(plan, one));
        tree.put("pagesSaved", saved(plan, one));
        tree.put("pagesCopied", one.report().pagesCopied());
        tree.put("memoryHeldBytes", one.report().memoryHeldBytes());
        tree.put("copyNs", one.copyNs());
        tree.put("rollBackNs", one.rollBackNs());
        tree.put("pagesRestored", one.pagesRestored());
        tree.putAll(ImageTrees.of(one.verdict()));
        return tree;
    }
}
