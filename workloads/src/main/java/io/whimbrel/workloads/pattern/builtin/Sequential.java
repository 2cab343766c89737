package io.whimbrel.workloads.pattern.builtin;

import io.whimbrel.workloads.pattern.AccessPattern;
import io.whimbrel.workloads.pattern.AccessStream;
import io.whimbrel.workloads.random.RandomStream;

/** All items in order, and again from the first. */
final class Sequential implements AccessPattern {

    @Override
    public AccessStream over(final long items, final RandomStream random) {
        return new SteppingStream(items) {
            @Override
            long after(final long item, final long itemCount) {
                return item + 1 < itemCount ? item + 1 : 0;
            }
        };
    }
}
