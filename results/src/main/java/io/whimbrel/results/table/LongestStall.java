package io.whimbrel.results.table;

import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.results.record.LongestFaultRecord;
import io.whimbrel.results.record.PostcopyRecord;
import io.whimbrel.results.record.VariantRecord;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/** Explains in one line the longest time for which a vCPU of a variant stood still for a page. */
final class LongestStall {

    private LongestStall() {}

    /** The line; empty when no vCPU ever did. */
    static Optional<String> of(final VariantRecord variant) {
        return variant.repetitions().stream().map(migration -> migration.postcopy()).filter(Objects::nonNull)
                .map(PostcopyRecord::longestFault).filter(Objects::nonNull)
                .max(Comparator.comparingLong(LongestFaultRecord::totalNs))
                .map(fault -> variant.label() + ": longest stall " + text(fault));
    }

    private static String text(final LongestFaultRecord fault) {
        return Quantities.formatNs(fault.totalNs()) + ", for page " + fault.page() + ", "
                + Quantities.formatNs(fault.sinceNs()) + " after the first: "
                + (fault.overtaken()
                        ? "it came by the push, not as the answer"
                        : "request " + Quantities.formatNs(fault.requestNs()) + ", queue "
                                + Quantities.formatNs(fault.queueNs()) + ", transfer "
                                + Quantities.formatNs(fault.transferNs()) + ", apply "
                                + Quantities.formatNs(fault.applyNs()) + ", wake "
                                + Quantities.formatNs(fault.wakeNs()));
    }
}
