package io.whimbrel.engine.migration;

/** Demanded pages never wait for the rate cap, but they count: the push waits the longer for it. */
record UrgentAllowance(SendAllowance shared) implements SendAllowance {

    @Override
    public boolean has(final int bytes, final long nowNs) {
        return true;
    }

    @Override
    public void take(final int bytes) {
        shared.take(bytes);
    }
}
