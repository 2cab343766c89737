package io.whimbrel.engine.migration;

/** A strategy without a live phase: every page is yet to go when the guest is paused, which is at once. */
abstract class PausingStrategy implements MigrationStrategy {

    @Override
    public final void begin(final Transfer transfer) {
        transfer.addEveryPage();
    }

    @Override
    public final int doWork(final Transfer transfer) {
        return 0;
    }
}
