package io.whimbrel.harness.end;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/** Tells when the JVM has compiled what there was to be compiled: its compilers then hardly work any more. */
final class CompilerRest {

    private static final long WINDOW_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final double RESTING_SHARE = 0.05;

    /** Null in a JVM without a compiler. */
    private final CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    private final NanoClock clock;
    private long windowBeganNs;
    private long compiledBeforeNs;

    CompilerRest(final NanoClock clock) {
        this.clock = clock;
        begin(clock.nanoTime());
    }

    private void begin(final long nowNs) {
        windowBeganNs = nowNs;
        compiledBeforeNs = compiledNs();
    }

    private long compiledNs() {
        return compilers == null ? 0 : TimeUnit.MILLISECONDS.toNanos(compilers.getTotalCompilationTime());
    }

    /** Whether the compilers have done next to nothing for half a second. */
    boolean isReached() {
        final long nowNs = clock.nanoTime();
        final long elapsedNs = nowNs - windowBeganNs;
        if (elapsedNs < WINDOW_NS) {
            return false;
        }
        final boolean resting = compiledNs() - compiledBeforeNs < RESTING_SHARE * elapsedNs;
        begin(nowNs);
        return resting;
    }
}
