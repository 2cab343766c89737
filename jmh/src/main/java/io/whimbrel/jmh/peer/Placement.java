package io.whimbrel.jmh.peer;

import io.whimbrel.results.environment.Processors;
import java.util.BitSet;

/** Which of the machine's processors two processes have, one of them this one. */
public enum Placement {

    /** A half of them each: whatever one of the two does takes no processor from the other. */
    APART {
        @Override
        void deal(final long peer) {
            final BitSet here = Processors.atFirst();
            if (here.cardinality() < 2) {
                throw new IllegalStateException("placement APART: needs Linux and two processors; FREE does not");
            }
            final BitSet there = new BitSet();
            for (int half = here.cardinality() / 2; there.cardinality() < half;) {
                there.set(here.length() - 1);
                here.andNot(there);
            }
            Processors.hold(ProcessHandle.current().pid(), here);
            Processors.hold(peer, there);
        }

        @Override
        void collect() {
            Processors.hold(ProcessHandle.current().pid(), Processors.atFirst());
        }
    },

    /** All of them: at any time the scheduler may have two threads that wait for each other share one. */
    FREE {
        @Override
        void deal(final long peer) {}

        @Override
        void collect() {}
    };

    /** Gives each process its processors. */
    abstract void deal(long peer);

    /** Gives this process all of them again; the other one is about to end. */
    abstract void collect();
}
