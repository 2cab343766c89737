package io.whimbrel.workloads.trace.replay;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.workloads.guest.GuestSetup;

/** A guest whose virtual CPUs each do their accesses of a trace. */
final class TraceGuest implements GuestProgram {

    private final GuestSetup setup;
    private final TraceIndex index;
    private final double warp;

    TraceGuest(final GuestSetup setup, final TraceIndex index, final double warp) {
        this.setup = setup;
        this.index = index;
        this.warp = warp;
    }

    @Override
    public int vcpus() {
        return setup.vcpus();
    }

    @Override
    public void fill(final GuestMemory memory) {
        setup.fillPages(memory);
    }

    @Override
    public boolean needsContents() {
        return setup.content().isKept();
    }

    @Override
    public VcpuProgram vcpu(final int vcpu) {
        final TraceStream stream = new TraceStream(index, vcpu, warp);
        return needsContents() ? new TraceVcpu(setup, vcpu, stream) : new TraceVersionVcpu(setup, vcpu, stream);
    }
}
