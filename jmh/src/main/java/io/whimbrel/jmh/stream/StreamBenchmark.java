package io.whimbrel.jmh.stream;

import io.whimbrel.jmh.Forked;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * The whole way of a page within one process and on one thread, without a wire: taken over from the tracker, scanned,
 * packed into a frame of the in-memory link, checked, applied. A pre-copy that never ends: an invocation dirties every
 * page of a guest of 256 MiB and cycles source and destination until all of them have been applied again.
 *
 * <p>{@link #copyTwice} is the least that any such way costs: each page into a frame and out of it.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar StreamBenchmark -prof gc -rf json -rff stream.json
 * </pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(EndlessPrecopy.PAGES)
public class StreamBenchmark extends Forked {

    /** For JMH. */
    public StreamBenchmark() {}

    /**
     * Sends and applies every page.
     *
     * @param migration the migration
     */
    @Benchmark
    public void sendAndApply(final EndlessPrecopy migration) {
        migration.moveEveryPage();
    }

    /**
     * Copies every page into a frame and out of it.
     *
     * @param copy the two memories and the frame
     */
    @Benchmark
    public void copyTwice(final BareCopy copy) {
        copy.moveEveryPage();
    }
}
