package io.whimbrel.workloads.trace;

/** Takes accesses to a guest's pages, one by one in the order of time. */
@FunctionalInterface
public interface AccessSink {

    /**
     * Takes one access.
     *
     * @param timeNs       nanoseconds since the guest was started, never less than the access before
     * @param vcpu         the virtual CPU that accesses, from 0
     * @param page         the page accessed
     * @param write        whether it is a write
     * @param bytesChanged how many bytes of the page have another value after a write; 0 for a read and for a store of
     *                     what was there
     */
    void access(long timeNs, int vcpu, long page, boolean write, int bytesChanged);
}
