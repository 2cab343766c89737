package io.whimbrel.workloads.synthetic;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.workloads.guest.GuestSetup;
import io.whimbrel.workloads.guest.OperationSequence;
import io.whimbrel.workloads.guest.Partition;
import io.whimbrel.workloads.guest.ReadDigest;
import io.whimbrel.workloads.pattern.AccessStream;
import io.whimbrel.workloads.random.Concern;
import io.whimbrel.workloads.random.RandomStream;

/** One operation reads or writes one page, the same as {@link SyntheticVcpu}'s, of which only the version is kept. */
final class VersionVcpu extends OperationSequence {

    private final long firstPage;
    private final int pageShift;
    private final double readShare;
    private final RandomStream operation;
    private final AccessStream reads;
    private final AccessStream writes;

    VersionVcpu(final GuestSetup setup, final int vcpu, final double readShare) {
        super(setup, vcpu);
        this.readShare = readShare;
        final Partition partition = setup.partition(vcpu);
        firstPage = partition.firstPage();
        pageShift = setup.geometry().pageShift();
        operation = carry(setup.random(vcpu, Concern.OPERATION));
        reads = carry(setup.reads().over(partition.pages(), carry(setup.random(vcpu, Concern.READ_ITEM))));
        writes = carry(setup.writes().over(partition.pages(), carry(setup.random(vcpu, Concern.WRITE_ITEM))));
    }

    @Override
    protected void operate(final GuestAccess memory, final long startNs, final ReadDigest digest) {
        final boolean read = readShare > 0 && operation.nextDouble() < readShare;
        final long offset = firstPage + (read ? reads : writes).next(startNs) << pageShift;
        if (read) {
            digest.add(memory.getLong(offset));
        } else {
            memory.putLong(offset, 0);
        }
    }
}
