package io.whimbrel.engine.guest;

import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * Idles a vCPU's thread until its next operation is meant to start, and never long enough for somebody who waits for
 * an operation boundary to notice: those who wait also wake it.
 */
public final class VcpuIdleStrategy implements IdleStrategy {

    private static final long MAX_PARK_NS = 1_000_000;

    private final Vcpu vcpu;

    /**
     * Makes the idle strategy of one vCPU.
     *
     * @param vcpu the vCPU whose thread idles
     */
    public VcpuIdleStrategy(final Vcpu vcpu) {
        this.vcpu = vcpu;
    }

    @Override
    public void idle(final int workCount) {
        if (workCount <= 0) {
            idle();
        }
    }

    @Override
    public void idle() {
        LockSupport.parkNanos(Math.min(vcpu.idleNs(), MAX_PARK_NS));
    }

    @Override
    public void reset() {}

    @Override
    public String alias() {
        return "vcpu";
    }
}
