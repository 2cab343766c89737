package io.whimbrel.workloads.content.builtin;

import io.whimbrel.workloads.random.RandomStream;

/** How hard it is to compress what is written. */
enum Entropy {
    /** Nothing but the same byte. */
    ZERO {
        @Override
        long word(final RandomStream random) {
            return 0;
        }
    },
    /**
     * Letters that are as unevenly used as those of a written language: 4.06 bits of entropy each. Every one of the
     * lower five bits is set with probability 1/4.
     */
    TEXT {
        @Override
        long word(final RandomStream random) {
            return random.nextLong() & random.nextLong() & 0x1f1f1f1f1f1f1f1fL | 0x4040404040404040L;
        }
    },
    /** All bytes equally likely. */
    RANDOM {
        @Override
        long word(final RandomStream random) {
            return random.nextLong();
        }
    };

    /** Eight bytes of such content. */
    abstract long word(RandomStream random);
}
