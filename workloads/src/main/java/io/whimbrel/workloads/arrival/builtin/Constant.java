package io.whimbrel.workloads.arrival.builtin;

import io.whimbrel.workloads.arrival.ArrivalProcess;
import io.whimbrel.workloads.arrival.ArrivalStream;
import io.whimbrel.workloads.arrival.Load;
import io.whimbrel.workloads.random.RandomStream;

/** Equal gaps. The virtual CPUs take turns, so that the guest as a whole has equal gaps too. */
final class Constant implements ArrivalProcess {

    @Override
    public ArrivalStream begin(final Load load, final RandomStream random) {
        return new Ticks(load);
    }

    /** The state is the number of the tick. Its time is computed from it each time, so that nothing drifts. */
    private static final class Ticks implements ArrivalStream {

        private final long ratePerSecond;
        private final int vcpus;
        private final int vcpu;
        private long count;
        private long startNs;

        Ticks(final Load load) {
            ratePerSecond = load.ratePerSecond();
            vcpus = load.vcpus();
            vcpu = load.vcpu();
            resume(0);
        }

        @Override
        public long startNs() {
            return startNs;
        }

        @Override
        public void advance() {
            resume(count + 1);
        }

        @Override
        public long state() {
            return count;
        }

        @Override
        public void resume(final long state) {
            count = state;
            final long ticks = count * vcpus + vcpu;
            final long seconds = ticks / ratePerSecond;
            startNs = seconds * Load.SECOND_NS
                    + (ticks - seconds * ratePerSecond) * Load.SECOND_NS / ratePerSecond;
        }
    }
}
