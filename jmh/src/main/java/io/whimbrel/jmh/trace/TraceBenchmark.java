package io.whimbrel.jmh.trace;

import io.whimbrel.jmh.Forked;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * How many accesses a second a trace takes up and gives back. An invocation writes, or reads, a whole trace.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar TraceBenchmark -prof gc -rf json -rff trace.json
 * </pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(RecordedAccesses.ACCESSES)
public class TraceBenchmark extends Forked {

    /** For JMH. */
    public TraceBenchmark() {}

    /**
     * Writes a trace to a new file, forced to disk.
     *
     * @param accesses what to write
     * @return the trace's digest
     */
    @Benchmark
    public String write(final RecordedAccesses accesses) {
        return accesses.checked(accesses.write());
    }

    /**
     * Reads a trace, checking each block.
     *
     * @param accesses what is in it
     * @return a sum over all accesses
     */
    @Benchmark
    public long read(final RecordedAccesses accesses) {
        return accesses.checked(accesses.read());
    }
}
