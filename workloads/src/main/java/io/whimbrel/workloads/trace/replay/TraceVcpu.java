package io.whimbrel.workloads.trace.replay;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.workloads.content.ContentModel;
import io.whimbrel.workloads.guest.GuestSetup;
import io.whimbrel.workloads.guest.OperationSequence;
import io.whimbrel.workloads.guest.ReadDigest;
import io.whimbrel.workloads.random.Concern;
import io.whimbrel.workloads.random.RandomStream;
import io.whimbrel.workloads.trace.TraceReader;

/**
 * One operation is one access of the trace. A read reads eight bytes somewhere in the page; a write changes as many
 * bytes of it as the trace says, by the content model, or stores eight that are there already.
 */
final class TraceVcpu extends OperationSequence {

    private final TraceStream stream;
    private final int pageShift;
    private final ContentModel content;
    private final byte[] block;
    private final RandomStream position;
    private final RandomStream contents;

    TraceVcpu(final GuestSetup setup, final int vcpu, final TraceStream stream) {
        super(pacedBy(stream, setup), vcpu);
        this.stream = stream;
        pageShift = setup.geometry().pageShift();
        content = setup.content();
        block = new byte[setup.geometry().pageBytes()];
        position = carry(setup.random(vcpu, Concern.POSITION));
        contents = carry(setup.random(vcpu, Concern.CONTENT));
    }

    /** The same guest, with the trace's own times for arrivals. */
    static GuestSetup pacedBy(final TraceStream stream, final GuestSetup setup) {
        return new GuestSetup(setup.geometry(), setup.vcpus(), 1, setup.seed(), setup.reads(), setup.writes(),
                (load, random) -> stream, setup.content());
    }

    @Override
    protected void operate(final GuestAccess memory, final long startNs, final ReadDigest reads) {
        final TraceReader access = stream.access();
        final int changed = access.bytesChanged();
        // The content model changes whole words; of the last one as many bytes are written as are left.
        final int length = Math.max(Long.BYTES, changed + Long.BYTES - 1 & -Long.BYTES);
        final long words = (block.length - length) / Long.BYTES + 1;
        final long offset = (access.page() << pageShift) + position.nextLong(words) * Long.BYTES;
        memory.read(offset, block, 0, length);
        if (!access.isWrite()) {
            reads.add(block, length);
        } else if (changed == 0) {
            memory.write(offset, block, 0, length);
        } else {
            content.change(block, 0, length, contents);
            memory.write(offset, block, 0, changed);
        }
    }
}
