package io.whimbrel.results.table;

import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.VariantRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in one line how much of the machine others had while a run was measured. */
final class Steal {

    /** What the kernel's own accounting is good for; less than that has moved no figure. */
    private static final double WORTH_SAYING = 0.01;
    private static final int PERCENT = 100;

    private Steal() {}

    /** The line; empty when nobody had any of it, or nothing is known. */
    static Optional<String> of(final List<VariantRecord> variants) {
        final List<Double> shares = new ArrayList<>();
        double most = 0;
        String where = "";
        for (final VariantRecord variant : variants) {
            for (int i = 0; i < variant.repetitions().size(); i++) {
                final MigrationRecord migration = variant.repetitions().get(i);
                if (migration.stolenCpuShare() != null) {
                    shares.add(migration.stolenCpuShare());
                    if (migration.stolenCpuShare() > most) {
                        most = migration.stolenCpuShare();
                        where = variant.label() + ", repetition " + (i + 1);
                    }
                }
            }
        }
        return most < WORTH_SAYING
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT,
                        "the hypervisor gave processor time to others (steal): median %.0f %%, most %.0f %%, in %s",
                        PERCENT * Spread.of(List.copyOf(shares)).median(), PERCENT * most, where));
    }
}
