package io.whimbrel.workloads.pattern;

import io.whimbrel.workloads.random.Resumable;

/**
 * One virtual CPU's sequence of items. Called from one thread; must not allocate. Its state does not contain that of
 * the randomness it was given, nor the number of items: whoever holds those saves them.
 */
public interface AccessStream extends Resumable {

    /**
     * The next item.
     *
     * @param startNs intended start of the operation, in nanoseconds since the guest was started
     * @return an item in {@code [0, items)}
     */
    long next(long startNs);

    /**
     * The number of items has changed, as it does when records are inserted.
     *
     * @param items how many there are now, at least 1
     */
    void resize(long items);
}
