package io.whimbrel.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Warmup;

/** What all benchmarks have in common: the flags of their forks, and as many and as long iterations as are worth it. */
@Fork(value = 2, jvmArgsAppend = {ForkFlags.EXPORTS, ForkFlags.COROUTINES, ForkFlags.OPENS,
    ForkFlags.NATIVE, ForkFlags.UNSAFE, ForkFlags.MIN_HEAP, ForkFlags.MAX_HEAP, ForkFlags.COLLECTOR})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public abstract class Forked {

    /** For benchmarks. */
    protected Forked() {}
}
