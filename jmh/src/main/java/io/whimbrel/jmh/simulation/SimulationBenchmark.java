package io.whimbrel.jmh.simulation;

import io.whimbrel.jmh.Forked;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How many page accesses of a guest, and how large a migration, virtual time gets done. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SimulationBenchmark extends Forked {

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
