package io.whimbrel.workloads.pattern.builtin;

import io.whimbrel.workloads.pattern.AccessPattern;
import io.whimbrel.workloads.pattern.AccessStream;
import io.whimbrel.workloads.random.RandomStream;

/** Every item is equally likely. */
final class Uniform implements AccessPattern {

    @Override
    public AccessStream over(final long items, final RandomStream random) {
        return new MemorylessStream(items) {
            @Override
            public long next(final long startNs) {
                return random.nextLong(items());
            }
        };
    }
}
