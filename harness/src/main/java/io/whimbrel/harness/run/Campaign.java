package io.whimbrel.harness.run;

import io.whimbrel.harness.Build;
import io.whimbrel.harness.ExitCode;
import io.whimbrel.harness.scenario.Scenario;
import io.whimbrel.harness.scenario.Variant;
import io.whimbrel.results.environment.Machine;
import io.whimbrel.results.file.HistogramLog.Interval;
import io.whimbrel.results.file.RunDirectory;
import io.whimbrel.results.record.EnvironmentRecord;
import io.whimbrel.results.record.MigrationRecord;
import io.whimbrel.results.record.Outcome;
import io.whimbrel.results.record.RunRecord;
import io.whimbrel.results.record.VariantRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.agrona.concurrent.EpochClock;

/**
 * One run of a scenario: every variant as often as asked. The record on disk grows with each migration, so that what a
 * run has measured is kept however it ends.
 */
public final class Campaign {

    private final Scenario scenario;
    private final Migrator migrator;
    private final Hindsight hindsight;
    private final RunDirectory directory;
    private final ProgressDisplay display;
    private final EpochClock clock;
    private final List<String> command;
    private final List<VariantRecord> variants = new ArrayList<>();

    /**
     * Prepares a run.
     *
     * @param scenario  what to run
     * @param migrator  how to put two ends together
     * @param hindsight judges what they did
     * @param directory where the results go
     * @param display   is told how it gets on
     * @param clock     tells the date
     * @param command   the command line, for the record
     */
    public Campaign(final Scenario scenario, final Migrator migrator, final Hindsight hindsight,
            final RunDirectory directory,
            final ProgressDisplay display, final EpochClock clock, final List<String> command) {
        this.scenario = scenario;
        this.migrator = migrator;
        this.hindsight = hindsight;
        this.directory = directory;
        this.display = display;
        this.clock = clock;
        this.command = List.copyOf(command);
    }

    /**
     * Runs it.
     *
     * @param javaFlags flags of the measured processes, for the record
     * @return the complete record, which is on disk too
     */
    public RunRecord run(final List<String> javaFlags) {
        final Machine machine = Machine.local();
        final EnvironmentRecord environment = machine.environment(javaFlags, Build.libraries());
        final String startedAt = Instant.ofEpochMilli(clock.time()).toString();
        final int total = scenario.variants().size() * scenario.repeat();
        int done = 0;
        for (final Variant variant : scenario.variants()) {
            final List<MigrationRecord> repetitions = new ArrayList<>();
            variants.add(null);
            for (int repetition = 1; repetition <= scenario.repeat(); repetition++) {
                display.begin(String.format(Locale.ROOT, "[%d/%d] %s", ++done, total, variant.label()));
                final long startMs = clock.time();
                final StolenTime stolen = new StolenTime(display, machine::processorTime);
                final Pair pair = migrator.migrate(variant, stolen);
                final MigrationRecord migration = record(variant, repetition, pair, startMs)
                        .withStolenCpu(stolen.ns());
                repetitions.add(migration);
                variants.set(variants.size() - 1, new VariantRecord(variant.label(), variant.point(), repetitions));
                directory.write(record(startedAt, environment, false));
                display.end(migration);
                // What was measured is on disk by now: judging it executes the guest once more, and may fail.
                repetitions.set(repetitions.size() - 1, migration.withRegret(hindsight.regret(variant, pair)));
                variants.set(variants.size() - 1, new VariantRecord(variant.label(), variant.point(), repetitions));
            }
        }
        final RunRecord complete = record(startedAt, environment.endedAt(machine.loadAverage()), true);
        directory.write(complete);
        return complete;
    }

    private MigrationRecord record(final Variant variant, final int repetition, final Pair pair, final long startMs) {
        final MigrationRecords records = new MigrationRecords(variant, pair);
        final MigrationRecord record = records.record();
        final long endMs = clock.time();
        directory.write(variant.label(), repetition, records.histograms().entrySet().stream()
                .map(tagged -> new Interval(tagged.getKey(), startMs, endMs, tagged.getValue())).toList());
        return record;
    }

    private RunRecord record(final String startedAt, final EnvironmentRecord environment, final boolean complete) {
        return new RunRecord(RunRecord.SCHEMA_VERSION, Build.version(), Build.commit(), Build.dirty(), startedAt,
                command, complete, scenario.tree(), environment, variants, null);
    }

    /**
     * The exit code that a run deserves: that of its worst migration.
     *
     * @param run the record
     * @return the code
     */
    public static ExitCode verdict(final RunRecord run) {
        final List<MigrationRecord> all = run.variants().stream().flatMap(v -> v.repetitions().stream()).toList();
        if (all.stream().anyMatch(m -> m.verification() != null && !m.verified())) {
            return ExitCode.MISMATCH;
        }
        if (all.stream().anyMatch(m -> m.outcome() != Outcome.COMPLETED)) {
            return ExitCode.FAILED;
        }
        return all.stream().allMatch(MigrationRecord::good) ? ExitCode.OK : ExitCode.MISMATCH;
    }
}
