package io.whimbrel.workloads.synthetic;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.workloads.content.ContentModel;
import io.whimbrel.workloads.guest.GuestSetup;
import io.whimbrel.workloads.guest.OperationSequence;
import io.whimbrel.workloads.guest.Partition;
import io.whimbrel.workloads.guest.ReadDigest;
import io.whimbrel.workloads.pattern.AccessStream;
import io.whimbrel.workloads.random.Concern;
import io.whimbrel.workloads.random.RandomStream;

/** One operation is one block of one page: read into the digest, or changed by the content model and written. */
final class SyntheticVcpu extends OperationSequence {

    private final Partition partition;
    private final int pageShift;
    private final double readShare;
    private final ContentModel content;
    private final byte[] block;
    private final int blocksPerPage;
    private final RandomStream operation;
    private final RandomStream position;
    private final RandomStream silence;
    private final RandomStream contents;
    private final AccessStream reads;
    private final AccessStream writes;

    SyntheticVcpu(final GuestSetup setup, final int vcpu, final double readShare) {
        super(setup, vcpu);
        this.readShare = readShare;
        partition = setup.partition(vcpu);
        pageShift = setup.geometry().pageShift();
        content = setup.content();
        block = new byte[content.writeBytes()];
        blocksPerPage = setup.geometry().pageBytes() / block.length;
        operation = carry(setup.random(vcpu, Concern.OPERATION));
        position = carry(setup.random(vcpu, Concern.POSITION));
        silence = carry(setup.random(vcpu, Concern.SILENCE));
        contents = carry(setup.random(vcpu, Concern.CONTENT));
        reads = carry(setup.reads().over(partition.pages(), carry(setup.random(vcpu, Concern.READ_ITEM))));
        writes = carry(setup.writes().over(partition.pages(), carry(setup.random(vcpu, Concern.WRITE_ITEM))));
    }

    @Override
    protected void operate(final GuestAccess memory, final long startNs, final ReadDigest digest) {
        final boolean read = operation.nextDouble() < readShare;
        final long page = partition.firstPage() + (read ? reads : writes).next(startNs);
        final long offset = (page << pageShift) + position.nextLong(blocksPerPage) * block.length;
        memory.read(offset, block, 0, block.length);
        if (read) {
            digest.add(block, block.length);
        } else {
            if (silence.nextDouble() >= content.silentShare()) {
                content.change(block, 0, block.length, contents);
            }
            memory.write(offset, block, 0, block.length);
        }
    }
}
