package io.whimbrel.harness.image;

import io.whimbrel.engine.snapshot.RollBack;
import io.whimbrel.engine.snapshot.Snapshot;
import io.whimbrel.engine.snapshot.SnapshotReport;
import io.whimbrel.engine.verify.ReplayVerdict;

/** One snapshot of a guest, from being taken until it is given up. */
interface SnapshotLife extends AutoCloseable {

    /** Takes it, of a guest that runs. */
    void take();

    /** Lets the guest run on while it is kept. */
    void keepFor(long ns);

    /** The snapshot, once it was taken. */
    Snapshot snapshot();

    /** What it has cost. The guest is paused. */
    SnapshotReport report();

    /** How long it took to be copied while the guest ran; null where it was not. */
    default Long copyNs() {
        return null;
    }

    /** The way back to it, for a guest that is paused. */
    RollBack wayBack();

    /** Compares what it holds with a guest that has done what this one had done then. The guest is paused. */
    ReplayVerdict proof();

    /** Gives it up. The guest is paused. */
    @Override
    void close();
}
