package io.whimbrel.workloads.pattern.builtin;

import io.whimbrel.workloads.Guests;
import io.whimbrel.workloads.pattern.AccessPattern;
import io.whimbrel.workloads.pattern.AccessStream;
import io.whimbrel.workloads.random.Concern;
import io.whimbrel.workloads.random.RandomStream;

/** Sequences of accesses for tests. */
final class Accesses {

    private Accesses() {}

    static AccessStream stream(final String pattern, final long items) {
        return Guests.CATALOG.create(AccessPattern.class, pattern).over(items,
                new RandomStream(7, 0, Concern.WRITE_ITEM));
    }

    static long[] take(final AccessStream stream, final int count) {
        final long[] items = new long[count];
        for (int i = 0; i < count; i++) {
            items[i] = stream.next(0);
        }
        return items;
    }

    static long[] counts(final AccessStream stream, final int items, final int draws) {
        final long[] counts = new long[items];
        for (int i = 0; i < draws; i++) {
            counts[(int) stream.next(0)]++;
        }
        return counts;
    }
}
