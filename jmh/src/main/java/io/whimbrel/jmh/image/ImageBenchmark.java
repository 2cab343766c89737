package io.whimbrel.jmh.image;

import io.whimbrel.jmh.Forked;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long a whole guest takes to an image file and back, with every check, and how long its bare bytes take. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ImageBenchmark extends Forked {

    /** For JMH. */
    public ImageBenchmark() {}

    /**
     * Writes an image over another.
     *
     * @param guest what
     * @return the image's digest
     */
    @Benchmark
    public long checkpoint(final ImagedGuest guest) {
        return guest.checkpoint();
    }

    /**
     * Reads it back.
     *
     * @param guest what
     */
    @Benchmark
    public void restore(final ImagedGuest guest) {
        guest.restore();
    }

    /**
     * Writes the bytes over others, through a channel.
     *
     * @param guest what
     * @throws IOException when that fails
     */
    @Benchmark
    public void bareWrite(final ImagedGuest guest) throws IOException {
        guest.copyOut();
    }

    /**
     * Reads them back, through a channel.
     *
     * @param guest what
     * @throws IOException when that fails
     */
    @Benchmark
    public void bareRead(final ImagedGuest guest) throws IOException {
        guest.copyIn();
    }
}
