package io.whimbrel.results.table;

import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.VariantRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in one line how much processor time others had while a run was measured. */
final class Steal {

    private Steal() {}

    /** The line; empty when nobody had a tick of it, or nothing is known. */
    static Optional<String> of(final List<VariantRecord> variants) {
        final List<Long> stolen = new ArrayList<>();
        long most = 0;
        String where = "";
        for (final VariantRecord variant : variants) {
            for (int i = 0; i < variant.repetitions().size(); i++) {
                final MigrationRecord migration = variant.repetitions().get(i);
                if (migration.stolenCpuNs() != null) {
                    stolen.add(migration.stolenCpuNs());
                    if (migration.stolenCpuNs() > most) {
                        most = migration.stolenCpuNs();
                        where = variant.label() + ", repetition " + (i + 1);
                    }
                }
            }
        }
        return most == 0
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT,
                        "the hypervisor gave processor time to others (steal): median %s ms, most %s ms, in %s",
                        Scale.MILLISECONDS.print(Spread.of(stolen).median()), Scale.MILLISECONDS.print(most), where));
    }
}
