package io.whimbrel.workloads.trace.replay;

import io.whimbrel.workloads.arrival.ArrivalStream;
import io.whimbrel.workloads.trace.TraceReader;

/** The accesses of one virtual CPU, each an operation at its time. Its state is how many it has passed. */
final class TraceStream implements ArrivalStream {

    private final TraceIndex index;
    private final int vcpu;
    private final double warp;
    private final TraceReader reader;
    private long passed;
    private boolean ended;

    TraceStream(final TraceIndex index, final int vcpu, final double warp) {
        this.index = index;
        this.vcpu = vcpu;
        this.warp = warp;
        reader = index.trace().read();
        find();
    }

    private void find() {
        do {
            ended = !reader.next();
        } while (!ended && reader.vcpu() != vcpu);
    }

    @Override
    public long startNs() {
        return ended ? Long.MAX_VALUE : (long) (reader.timeNs() / warp);
    }

    @Override
    public void advance() {
        passed++;
        find();
    }

    @Override
    public long state() {
        return passed;
    }

    @Override
    public void resume(final long state) {
        final int block = index.blockOf(vcpu, state);
        reader.seek(index.offset(block));
        passed = index.before(vcpu, block);
        find();
        while (passed < state) {
            advance();
        }
    }

    /** The current access; there is one unless {@link #startNs()} says that none will come. */
    TraceReader access() {
        if (ended) {
            throw new IllegalStateException("the trace has ended after " + passed + " accesses of vCPU " + vcpu);
        }
        return reader;
    }
}
