package io.whimbrel.workloads.synthetic;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.workloads.guest.GuestSetup;

/** A guest whose virtual CPUs each read and write their own part of the pages. */
final class SyntheticGuest implements GuestProgram {

    private final GuestSetup setup;
    private final double readShare;

    SyntheticGuest(final GuestSetup setup, final double readShare) {
        this.setup = setup;
        this.readShare = readShare;
        final int writeBytes = setup.content().writeBytes();
        if (writeBytes > setup.geometry().pageBytes()) {
            throw new IllegalArgumentException("content: a write of " + writeBytes + " B does not fit a page of "
                    + setup.geometry().pageBytes() + " B");
        }
        // The first part is never longer than another, so that what fits it fits all.
        vcpu(0);
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
        return needsContents()
                ? new SyntheticVcpu(setup, vcpu, readShare)
                : new VersionVcpu(setup, vcpu, readShare);
    }
}
