package io.whimbrel.workloads.trace.replay;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.workloads.guest.GuestSetup;
import io.whimbrel.workloads.guest.OperationSequence;
import io.whimbrel.workloads.guest.ReadDigest;
import io.whimbrel.workloads.trace.TraceReader;

/** One operation is one access of the trace, to a page of which only the version is kept. */
final class TraceVersionVcpu extends OperationSequence {

    private final TraceStream stream;
    private final int pageShift;

    TraceVersionVcpu(final GuestSetup setup, final int vcpu, final TraceStream stream) {
        super(TraceVcpu.pacedBy(stream, setup), vcpu);
        this.stream = stream;
        pageShift = setup.geometry().pageShift();
    }

    @Override
    protected void operate(final GuestAccess memory, final long startNs, final ReadDigest reads) {
        final TraceReader access = stream.access();
        final long offset = access.page() << pageShift;
        if (access.isWrite()) {
            memory.putLong(offset, 0);
        } else {
            reads.add(memory.getLong(offset));
        }
    }
}
