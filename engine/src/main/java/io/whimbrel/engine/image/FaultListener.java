package io.whimbrel.engine.image;

/** Is told what a guest stood still for while its pages came. */
@FunctionalInterface
public interface FaultListener {

    /**
     * A vCPU stands still for a page. Called by whoever brings the page, one thread at a time, in the order in which
     * that was found out.
     *
     * @param guestTimeNs nanoseconds since the guest was started, never less than the time before
     * @param vcpu        index of the vCPU
     * @param page        page number
     */
    void faulted(long guestTimeNs, int vcpu, long page);
}
