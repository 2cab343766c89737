package io.whimbrel.results.table;

import io.whimbrel.results.model.MeasuredProfile;
import io.whimbrel.results.model.SamplingError;
import java.util.List;
import java.util.Locale;

/** A guest measured exactly and on a sample, side by side, with how far the sample may be off. */
public final class ProfileTable {

    private ProfileTable() {}

    /**
     * Prints two profiles of one guest over the same periods.
     *
     * @param exact   of all its pages
     * @param sampled of some of them
     * @return lines that end with a line feed
     */
    public static String print(final MeasuredProfile exact, final MeasuredProfile sampled) {
        final TextTable table = new TextTable(
                List.of("dirtied within", "exact", "", "sampled", "", "95 % interval", "off by"),
                List.of("ms", "pages", "%", "pages", "%", "+- points", "points"));
        boolean isRough = false;
        for (int i = 0; i < exact.periodsMs().size(); i++) {
            final double share = share(exact.sampledDirtyPages().get(i), exact);
            final double estimate = share(sampled.sampledDirtyPages().get(i), sampled);
            final boolean applies = SamplingError.applies(estimate, sampled.sampledPages());
            isRough |= !applies;
            table.row(List.of(decimals(exact.periodsMs().get(i), 1), exact.sampledDirtyPages().get(i).toString(),
                    decimals(100 * share, 2), Long.toString(Math.round(estimate * exact.pages())),
                    decimals(100 * estimate, 2),
                    decimals(100 * SamplingError.halfWidth(estimate, sampled.sampledPages()), 2)
                            + (applies ? "" : "*"),
                    decimals(100 * (estimate - share), 2)));
        }
        return table.text() + String.format(Locale.ROOT,
                "%n%d of %d pages are zero; of %d sampled pages %d, which stands for %d%n", exact.sampledZeroPages(),
                exact.pages(), sampled.sampledPages(), sampled.sampledZeroPages(),
                Math.round(share(sampled.sampledZeroPages(), sampled) * exact.pages()))
                + (isRough ? "* fewer than ten sampled pages of one kind: too few for such an interval\n" : "");
    }

    private static double share(final long count, final MeasuredProfile profile) {
        return (double) count / profile.sampledPages();
    }

    private static String decimals(final double value, final int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
