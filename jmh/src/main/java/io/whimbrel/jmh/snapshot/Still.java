package io.whimbrel.jmh.snapshot;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A program of one vCPU that does nothing: the benchmark writes in its place. */
record Still() implements GuestProgram, VcpuProgram {

    @Override
    public int vcpus() {
        return 1;
    }

    @Override
    public void fill(final GuestMemory memory) {}

    @Override
    public VcpuProgram vcpu(final int vcpu) {
        return this;
    }

    @Override
    public long nextStartNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public void execute(final GuestAccess memory) {}

    @Override
    public long operations() {
        return 0;
    }

    @Override
    public long readDigest() {
        return 0;
    }

    @Override
    public int stateLength() {
        return 0;
    }

    @Override
    public void saveState(final MutableDirectBuffer buffer, final int offset) {}

    @Override
    public void loadState(final DirectBuffer buffer, final int offset) {}
}
