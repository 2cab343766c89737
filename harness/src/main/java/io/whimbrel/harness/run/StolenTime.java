package io.whimbrel.harness.run;

import io.whimbrel.harness.end.EndListener.Stage;
import io.whimbrel.results.environment.ProcessorTime;
import java.util.function.Supplier;

/**
 * Reads how much of the processors' time others have had when the source says that it measures its guest, and again when an
 * end says that it verifies the guest, which has stopped by then. What the ends say comes up to a fifth of a second late.
 */
final class StolenTime implements Migrator.Observer {

    private final Migrator.Observer next;
    private final Supplier<ProcessorTime> clock;
    private ProcessorTime from;
    private ProcessorTime to;

    /**
     * Listens to one migration.
     *
     * @param next  is told all that this is told
     * @param clock reads the processors' time; null where the machine does not tell
     */
    StolenTime(final Migrator.Observer next, final Supplier<ProcessorTime> clock) {
        this.next = next;
        this.clock = clock;
    }

    @Override
    public synchronized void heard(final String role, final Message message) {
        if (message instanceof final Message.Staged staged) {
            if (staged.stage() == Stage.MEASURING_BEFORE && role.equals(TwoProcesses.SOURCE)) {
                from = clock.get();
            } else if (staged.stage() == Stage.VERIFYING && from != null && to == null) {
                to = clock.get();
            }
        }
        next.heard(role, message);
    }

    /**
     * How much others had in between.
     *
     * @return nanoseconds, of all processors together; null where it was not read twice
     */
    synchronized Long ns() {
        return ProcessorTime.stolenNs(from, to);
    }
}
