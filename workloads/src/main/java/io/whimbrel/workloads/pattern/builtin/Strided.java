package io.whimbrel.workloads.pattern.builtin;

import io.whimbrel.workloads.pattern.AccessPattern;
import io.whimbrel.workloads.pattern.AccessStream;
import io.whimbrel.workloads.random.RandomStream;

/**
 * Every stride-th item; at the end again from the start, one item further on, as in walking a matrix by columns. Every
 * item is visited once before any is visited twice.
 *
 * @param stride distance in items
 */
record Strided(long stride) implements AccessPattern {

    @Override
    public AccessStream over(final long items, final RandomStream random) {
        if (stride > items) {
            throw new IllegalArgumentException(
                    "strided: a stride of " + stride + " exceeds the " + items + " items that a vCPU has");
        }
        return new SteppingStream(items) {
            @Override
            long after(final long item, final long itemCount) {
                if (item + stride < itemCount) {
                    return item + stride;
                }
                final long column = item % stride + 1;
                return column < stride ? column : 0;
            }
        };
    }
}
