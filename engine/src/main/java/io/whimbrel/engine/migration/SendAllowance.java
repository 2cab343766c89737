package io.whimbrel.engine.migration;

/** How much may be sent. */
interface SendAllowance {

    /** Whether so many bytes may be sent now. */
    boolean has(int bytes, long nowNs);

    /** They were sent. */
    void take(int bytes);
}
