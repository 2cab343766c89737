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
        /** From one start to the next, and what is left of it in parts of a nanosecond: one division for all of them. */
        private final long gapNs;
        private final long gapRemainder;
        private long count;
        private long startNs;
        private long remainder;

        Ticks(final Load load) {
            ratePerSecond = load.ratePerSecond();
            vcpus = load.vcpus();
            vcpu = load.vcpu();
            gapNs = vcpus * Load.SECOND_NS / ratePerSecond;
            gapRemainder = vcpus * Load.SECOND_NS % ratePerSecond;
            resume(0);
        }

        @Override
        public long startNs() {
            return startNs;
        }

        @Override
        public void advance() {
            count++;
            startNs += gapNs;
            remainder += gapRemainder;
            if (remainder >= ratePerSecond) {
                remainder -= ratePerSecond;
                startNs++;
            }
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
            final long rest = (ticks - seconds * ratePerSecond) * Load.SECOND_NS;
            startNs = seconds * Load.SECOND_NS + rest / ratePerSecond;
            remainder = rest % ratePerSecond;
        }
    }
}
