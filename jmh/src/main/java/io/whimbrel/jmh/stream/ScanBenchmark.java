package io.whimbrel.jmh.stream;

import io.whimbrel.jmh.Forked;
import java.util.concurrent.TimeUnit;
import org.agrona.UnsafeApi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What it costs to find out whether a page is zero, beside the class library's comparison with a page of zeros, and
 * beside a copy of the page, which is what is saved.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar ScanBenchmark -rf json -rff scan.json
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ScannedPages.PAGES)
public class ScanBenchmark extends Forked {

    /** For JMH. */
    public ScanBenchmark() {}

    /**
     * The encoding's own scan.
     *
     * @param pages the pages
     * @return how many are zero
     */
    @Benchmark
    public int scan(final ScannedPages pages) {
        int zero = 0;
        for (int page = 0; page < ScannedPages.PAGES; page++) {
            if (pages.isZero(page)) {
                zero++;
            }
        }
        return pages.checked(zero);
    }

    /**
     * {@code MemorySegment.mismatch} with a page of zeros.
     *
     * @param pages the pages
     * @return how many are zero
     */
    @Benchmark
    public int mismatch(final ScannedPages pages) {
        int zero = 0;
        for (int page = 0; page < ScannedPages.PAGES; page++) {
            if (pages.equalsZeroPage(page)) {
                zero++;
            }
        }
        return pages.checked(zero);
    }

    /**
     * Copies each page to one place.
     *
     * @param pages the pages
     */
    @Benchmark
    public void copy(final ScannedPages pages) {
        for (int page = 0; page < ScannedPages.PAGES; page++) {
            UnsafeApi.copyMemory(pages.address(page), pages.target(), ScannedPages.PAGE_BYTES);
        }
    }
}
