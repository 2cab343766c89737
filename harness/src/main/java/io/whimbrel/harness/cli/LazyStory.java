package io.whimbrel.harness.cli;

import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.harness.image.LazyRestoration;
import io.whimbrel.results.record.PostcopyRecord;
import java.util.Locale;

/** What there is to say, in words, of a guest whose pages came while it ran. */
final class LazyStory {

    private LazyStory() {}

    static String of(final LazyRestoration lazy) {
        final PostcopyRecord faults = lazy.faults();
        return "the guest ran after " + Quantities.formatNs(lazy.restoration().restoredNs()) + ", all "
                + Quantities.formatBytes(lazy.restoration().manifest().geometry().memoryBytes()) + " were there after "
                + Quantities.formatNs(lazy.allPresentNs()) + "; it went on from "
                + Quantities.formatNs(lazy.restoration().manifest().point().state().guestTimeNs()) + " to "
                + Quantities.formatNs(lazy.restoration().guestTimeNs()) + " of its time\n"
                + "pages     " + whole(faults.pagesDemanded()) + " on demand, " + whole(faults.pagesPushed())
                + " ahead of it, " + whole(lazy.pages().restPages()) + " when it had been stopped; "
                + whole(lazy.pages().zeroPages()) + " are zero and were not read\n"
                + "faults    " + faults(faults) + "\n"
                + "prefetch  " + lazy.prefetch() + ": coverage " + percent(faults.prefetchCoverage()) + ", accuracy "
                + percent(faults.prefetchAccuracy()) + ", in time " + percent(faults.prefetchTimeliness()) + "\n"
                + lazy.restoration().verdict() + "\n";
    }

    private static String faults(final PostcopyRecord faults) {
        if (faults.faults() == 0) {
            return "none";
        }
        return whole(faults.faults()) + " for " + whole(faults.pagesTouched()) + " pages touched, p50 "
                + Quantities.formatNs(faults.fault().p50Ns()) + ", p99 " + Quantities.formatNs(faults.fault().p99Ns())
                + ", longest " + Quantities.formatNs(faults.fault().maxNs()) + "; a vCPU stood still for "
                + Quantities.formatNs(faults.stallNs()) + " in all";
    }

    private static String percent(final Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String whole(final long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
