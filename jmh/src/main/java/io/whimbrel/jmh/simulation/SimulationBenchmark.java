package io.whimbrel.jmh.simulation;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** How many page accesses of a guest, and how large a migration, virtual time gets done. */
@Fork(1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public class SimulationBenchmark {

    /** For JMH. */
    public SimulationBenchmark() {}

    /**
     * Accesses of a guest.
     *
     * @param vcpu accesses
     */
    @Benchmark
    @OperationsPerInvocation(SimulatedVcpu.ACCESSES)
    public void access(final SimulatedVcpu vcpu) {
        vcpu.access();
    }

    /**
     * A whole migration, from filling the guest to the handoff.
     *
     * @param migration what is migrated
     * @return pages sent
     */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public long migrateMillionPages(final SimulatedMigration migration) {
        return migration.migrate();
    }
}
