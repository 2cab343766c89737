package io.whimbrel.jmh.snapshot;

import io.whimbrel.jmh.Forked;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a virtual snapshot pauses its guest, which executes 50,000 operations a second: the same for a small memory
 * and for a large one.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar PauseBenchmark -rf json -rff pause.json
 * </pre>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 40)
@Fork(1)
public class PauseBenchmark extends Forked {

    /** For JMH. */
    public PauseBenchmark() {}

    /**
     * Takes a snapshot.
     *
     * @param guest of which
     * @return the pause
     */
    @Benchmark
    public long virtual(final RunningGuest guest) {
        return guest.take();
    }
}
