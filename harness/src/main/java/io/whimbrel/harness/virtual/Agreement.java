package io.whimbrel.harness.virtual;

import io.whimbrel.engine.migration.SourceReport;
import io.whimbrel.results.table.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One migration in real time, several times, beside the same in virtual time.
 *
 * @param label     which
 * @param real      what the source reported in real time, at least once
 * @param simulated what it reported in virtual time
 */
public record Agreement(String label, List<SourceReport> real, SourceReport simulated) {

    private static final double NS_PER_S = 1e9;
    private static final double NS_PER_MS = 1e6;
    private static final double MIB = 1 << 20;

    /** What is compared, and how close it must be. */
    public enum Quantity {
        /** Bytes put on the link. */
        SENT("sent [MiB]", 0.05, report -> report.bytesSent() / MIB),
        /** Rounds, the one with the guest paused among them. */
        ROUNDS("rounds", 0.05, report -> report.rounds().size()),
        /** Total migration time. */
        TOTAL("total [s]", 0.10, report -> report.totalTimeNs() / NS_PER_S),
        /** Downtime, of which no bound is asked for: it hangs on when exactly the last round ends. */
        DOWNTIME("downtime [ms]", Double.POSITIVE_INFINITY, report -> report.downtimeNs() / NS_PER_MS);

        private final String title;
        private final double bound;
        private final ToDoubleFunction<SourceReport> of;

        Quantity(final String title, final double bound, final ToDoubleFunction<SourceReport> of) {
            this.title = title;
            this.bound = bound;
            this.of = of;
        }

        /**
         * Its heading in a table.
         *
         * @return name and unit
         */
        public String title() {
            return title;
        }

        /**
         * How far virtual time may be off.
         *
         * @return share of the real value
         */
        public double bound() {
            return bound;
        }
    }

    /**
     * The median of the real values.
     *
     * @param quantity which
     * @return value in the quantity's unit
     */
    public double real(final Quantity quantity) {
        return spread(quantity).median();
    }

    /**
     * The value in virtual time.
     *
     * @param quantity which
     * @return value in the quantity's unit
     */
    public double simulated(final Quantity quantity) {
        return quantity.of.applyAsDouble(simulated);
    }

    /**
     * How far virtual time is off.
     *
     * @param quantity which
     * @return share of the real median, negative where virtual time has less
     */
    public double error(final Quantity quantity) {
        return simulated(quantity) / real(quantity) - 1;
    }

    /**
     * Whether it is within its bound.
     *
     * @param quantity which
     * @return true when it is
     */
    public boolean holds(final Quantity quantity) {
        return Math.abs(error(quantity)) <= quantity.bound;
    }

    /**
     * Whether everything is.
     *
     * @return true when it is
     */
    public boolean holds() {
        for (final Quantity quantity : Quantity.values()) {
            if (!holds(quantity)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The real values with their spread, beside the virtual one.
     *
     * @param quantity which
     * @return text for a table's cell
     */
    public String cell(final Quantity quantity) {
        final Spread spread = spread(quantity);
        final String ends = real.size() == 1
                ? ""
                : String.format(Locale.ROOT, " (%.4g..%.4g)", spread.min(), spread.max());
        return String.format(Locale.ROOT, "%.4g%s / %.4g = %+.1f %%", spread.median(), ends, simulated(quantity),
                100 * error(quantity));
    }

    private Spread spread(final Quantity quantity) {
        return Spread.of(real.stream().map(quantity.of::applyAsDouble).toList());
    }
}
