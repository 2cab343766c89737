package io.whimbrel.harness.image;

import io.whimbrel.engine.snapshot.FullSnapshot;
import io.whimbrel.engine.snapshot.RollBack;
import io.whimbrel.engine.snapshot.SnapshotReport;
import io.whimbrel.engine.snapshot.TakeFull;
import io.whimbrel.engine.verify.ReplayVerdict;
import org.agrona.concurrent.SystemNanoClock;

/** A snapshot for which the guest stands still. */
final class FullLife implements SnapshotLife {

    private final HostedGuest guest;
    private final TakeFull take;

    FullLife(final HostedGuest guest) {
        this.guest = guest;
        take = new TakeFull(guest.guest(), SystemNanoClock.INSTANCE);
    }

    @Override
    public void take() {
        guest.carryOut(take);
    }

    @Override
    public void keepFor(final long ns) {
        guest.runFor(ns);
    }

    @Override
    public FullSnapshot snapshot() {
        return take.snapshot();
    }

    @Override
    public SnapshotReport report() {
        return take.report();
    }

    @Override
    public RollBack wayBack() {
        return RollBack.to(snapshot(), guest.guest(), page -> {}, SystemNanoClock.INSTANCE);
    }

    @Override
    public ReplayVerdict proof() {
        return guest.proofOf(snapshot());
    }

    @Override
    public void close() {
        if (take.snapshot() != null) {
            take.snapshot().close();
        }
    }
}
