package io.whimbrel.workloads;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.PageGeometry;
import org.junit.jupiter.api.Nested;

class WorkloadsContractTest {

    abstract static class Small extends VcpuProgramContract {

        private final String spec;

        Small(final String spec) {
            this.spec = spec;
        }

        @Override
        protected GuestProgram program() {
            return Guests.program(spec, geometry(), 3);
        }

        @Override
        protected PageGeometry geometry() {
            return Guests.SMALL;
        }
    }

    @Nested
    class Synthetic extends Small {
        Synthetic() {
            super("workload=synthetic(read-share=0.5);reads=zipf;writes=hotspot;arrival=poisson");
        }
    }

    @Nested
    class SyntheticInOrder extends Small {
        SyntheticInOrder() {
            super("workload=synthetic(read-share=0.3);reads=strided(4);writes=cyclic(7);arrival=bursty;"
                    + "content=random(bytes=4KiB,silent=0.2,zero-share=0.5)");
        }
    }

    @Nested
    class SyntheticInPhases extends Small {
        SyntheticInPhases() {
            super("workload=synthetic(read-share=0.3);reads=sequential;writes=phased(period=3ms);content=zero");
        }
    }

    @Nested
    class KvUpdates extends Small {
        KvUpdates() {
            super("workload=kv(mix=a);content=text(silent=0.1)");
        }
    }

    @Nested
    class KvInserts extends Small {
        KvInserts() {
            super("workload=kv(mix=d,value-bytes=256B,fill=0.5);arrival=poisson");
        }
    }

    @Nested
    class KvInsertsWithScatteredReads extends Small {
        KvInsertsWithScatteredReads() {
            super("workload=kv(mix=d,value-bytes=64B);locality=zipf(skew=0.8);content=random(bytes=8B)");
        }
    }

    @Nested
    class KvReadModifyWrites extends Small {
        KvReadModifyWrites() {
            super("workload=kv(mix=f,value-bytes=4KiB);locality=sequential;arrival=bursty");
        }
    }
}
