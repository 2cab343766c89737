package io.whimbrel.engine.tracking;

/**
 * Lets the collector know, without either side waiting, that every vCPU has passed an operation boundary since a
 * moment that the collector chose. What a vCPU did before its boundary is then visible to the collector, and what the
 * collector did before that moment is visible to the vCPU after its boundary.
 */
final class Handshake {

    private final VcpuHandshake[] vcpus;
    private volatile long epoch;
    private int acknowledged;

    Handshake(final int vcpus) {
        this.vcpus = new VcpuHandshake[vcpus];
        for (int vcpu = 0; vcpu < vcpus; vcpu++) {
            this.vcpus[vcpu] = new VcpuHandshake(this);
        }
    }

    VcpuHandshake vcpu(final int vcpu) {
        return vcpus[vcpu];
    }

    long epoch() {
        return epoch;
    }

    /** Asks every vCPU to pass a boundary. By the collector. */
    void begin() {
        acknowledged = 0;
        epoch = epoch + 1;
    }

    /** Whether every vCPU has passed a boundary since {@link #begin}, or is offline. By the collector. */
    boolean isComplete() {
        final long current = epoch;
        while (acknowledged < vcpus.length && vcpus[acknowledged].hasAcknowledged(current)) {
            acknowledged++;
        }
        return acknowledged == vcpus.length;
    }
}
