package io.whimbrel.harness.image;

import io.whimbrel.engine.snapshot.BackgroundCopy;
import io.whimbrel.engine.snapshot.FullSnapshot;
import io.whimbrel.engine.snapshot.RollBack;
import io.whimbrel.engine.snapshot.SnapshotReport;
import io.whimbrel.engine.snapshot.TakeVirtual;
import io.whimbrel.engine.snapshot.VirtualSnapshot;
import io.whimbrel.engine.verify.ReplayVerdict;
import org.agrona.concurrent.SystemNanoClock;

/** A copy-on-write snapshot that lasts as long as it is kept. */
final class VirtualLife implements SnapshotLife {

    private final HostedGuest guest;
    private final TakeVirtual take;

    VirtualLife(final HostedGuest guest) {
        this.guest = guest;
        take = new TakeVirtual(guest.guest(), guest.memory().geometry().memoryBytes(), SystemNanoClock.INSTANCE);
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
    public VirtualSnapshot snapshot() {
        return take.snapshot();
    }

    @Override
    public SnapshotReport report() {
        return snapshot().report();
    }

    @Override
    public RollBack wayBack() {
        return RollBack.to(snapshot(), guest.guest(), page -> {}, SystemNanoClock.INSTANCE);
    }

    @Override
    public ReplayVerdict proof() {
        try (FullSnapshot copy = copy().snapshot()) {
            return guest.proofOf(copy);
        }
    }

    /** Copies all that it holds, whether the guest runs or not. */
    BackgroundCopy copy() {
        final BackgroundCopy copy = new BackgroundCopy(snapshot());
        try {
            guest.crew().drive(copy::doWork, copy::isDone);
        } finally {
            copy.onClose();
        }
        return copy;
    }

    @Override
    public void close() {
        if (take.isDone()) {
            guest.detach(snapshot());
            snapshot().close();
        }
    }
}
