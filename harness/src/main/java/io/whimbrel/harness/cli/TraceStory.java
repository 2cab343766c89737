package io.whimbrel.harness.cli;

import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.results.table.TextTable;
import io.whimbrel.workloads.trace.summary.TraceSummary;
import java.util.List;
import java.util.Locale;

/** A trace's summary for people. */
final class TraceStory {

    private static final double NS_PER_S = 1e9;

    private TraceStory() {}

    static String of(final TraceSummary summary) {
        return counts(summary) + "\naccesses over time\n" + rate(summary)
                + "\ndistinct pages within a time from a clean start, averages\n" + curve(summary)
                + "\ntime since the last access to the same page\n" + reuse(summary)
                + "\nfewest pages that take a share of the writes\n" + hotSet(summary);
    }

    private static String counts(final TraceSummary summary) {
        final long accesses = summary.accesses();
        final String description = summary.header().description();
        return line("guest", "%,d pages of %s, %d vCPU%s", summary.header().pages(),
                Quantities.formatBytes(summary.header().pageBytes()), summary.header().vcpus(),
                summary.header().vcpus() == 1 ? "" : "s")
                + line("what ran", "%s", description.isEmpty() ? "unknown" : description)
                + line("duration", "%s", Quantities.formatNs(summary.durationNs()))
                + line("accesses", "%,d: %,d reads, %,d writes", accesses, accesses - summary.writes(),
                        summary.writes())
                + line("writes", "%,d change nothing; the others %.1f B on average", summary.silentWrites(),
                        (double) summary.bytesChanged() / Math.max(1, summary.writes() - summary.silentWrites()))
                + line("pages", "%,d accessed, %,d read, %,d written", summary.pagesAccessed(), summary.pagesRead(),
                        summary.pagesWritten())
                + line("file", "%s, %.2f B per access, digest %s", Quantities.formatBytes(summary.fileBytes()),
                        (double) summary.fileBytes() / Math.max(1, accesses), summary.digest());
    }

    private static String line(final String name, final String format, final Object... values) {
        return String.format(Locale.ROOT, "%-9s ", name) + String.format(Locale.ROOT, format, values) + "\n";
    }

    private static String rate(final TraceSummary summary) {
        final TextTable table = new TextTable(List.of("from", "accesses", "writes"), List.of("", "/s", "/s"));
        summary.rate().forEach(bucket -> table.row(List.of(Quantities.formatNs(bucket.fromNs()),
                whole(bucket.accesses() * NS_PER_S / bucket.lengthNs()),
                whole(bucket.writes() * NS_PER_S / bucket.lengthNs()))));
        return table.text();
    }

    private static String curve(final TraceSummary summary) {
        final TextTable table = new TextTable(List.of("within", "written", "accessed", "starts"),
                List.of("", "pages", "pages", ""));
        summary.curve().forEach(point -> table.row(List.of(Quantities.formatNs(point.windowNs()),
                String.format(Locale.ROOT, "%,.1f", point.pagesWritten()),
                String.format(Locale.ROOT, "%,.1f", point.pagesAccessed()), Integer.toString(point.windows()))));
        return table.text();
    }

    private static String reuse(final TraceSummary summary) {
        final long again = summary.accesses() - summary.pagesAccessed();
        final TextTable table = new TextTable(List.of("up to", "accesses", "share"), List.of("", "", "%"));
        summary.reuse().forEach(bucket -> table.row(List.of(Quantities.formatNs(bucket.toNs()),
                whole(bucket.accesses()), percent((double) bucket.accesses() / again))));
        return table.text();
    }

    private static String hotSet(final TraceSummary summary) {
        final TextTable table = new TextTable(List.of("writes", "pages", "of all pages"), List.of("%", "", "%"));
        summary.hotSet().forEach(share -> table.row(List.of(String.format(Locale.ROOT, "%.0f",
                share.shareOfWrites() * 100), whole(share.pages()), percent(share.fractionOfPages()))));
        return table.text();
    }

    private static String whole(final double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String percent(final double fraction) {
        return String.format(Locale.ROOT, "%.2f", fraction * 100);
    }
}
