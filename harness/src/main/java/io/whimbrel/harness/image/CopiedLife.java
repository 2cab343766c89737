package io.whimbrel.harness.image;

import io.whimbrel.engine.snapshot.BackgroundCopy;
import io.whimbrel.engine.snapshot.FullSnapshot;
import io.whimbrel.engine.snapshot.RollBack;
import io.whimbrel.engine.snapshot.SnapshotReport;
import io.whimbrel.engine.verify.ReplayVerdict;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** A copy-on-write snapshot that is copied at once while the guest runs on, and is a full one from then on. */
final class CopiedLife implements SnapshotLife {

    private final HostedGuest guest;
    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private final VirtualLife virtual;
    private FullSnapshot copy;
    private SnapshotReport report;
    private long copyNs;

    CopiedLife(final HostedGuest guest) {
        this.guest = guest;
        virtual = new VirtualLife(guest);
    }

    @Override
    public void take() {
        virtual.take();
    }

    @Override
    public void keepFor(final long ns) {
        final long fromNs = clock.nanoTime();
        final BackgroundCopy copying = virtual.copy();
        copy = copying.snapshot();
        copyNs = clock.nanoTime() - fromNs;
        guest.detach(virtual.snapshot());
        report = copying.report();
        guest.runFor(Math.max(0, ns - copyNs));
    }

    @Override
    public FullSnapshot snapshot() {
        return copy;
    }

    @Override
    public SnapshotReport report() {
        return report;
    }

    @Override
    public Long copyNs() {
        return copyNs;
    }

    @Override
    public RollBack wayBack() {
        return RollBack.to(copy, guest.guest(), page -> {}, clock);
    }

    @Override
    public ReplayVerdict proof() {
        return guest.proofOf(copy);
    }

    @Override
    public void close() {
        virtual.close();
        if (copy != null) {
            copy.close();
        }
    }
}
