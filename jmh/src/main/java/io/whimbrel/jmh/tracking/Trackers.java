package io.whimbrel.jmh.tracking;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.TrackerFactory;

/** Trackers by name: the peers, and every plug-in of that kind. */
final class Trackers {

    /** Tracks nothing. */
    static final String NONE = "none";
    /** Ours. */
    static final String EPOCH = "epoch";
    /** Ours. */
    static final String HANDSHAKE = "handshake";
    /** Ours. */
    static final String RMW = "rmw";
    /** A peer. */
    static final String ATOMIC_LONG_ARRAY = "AtomicLongArray";
    /** A peer. */
    static final String VAR_HANDLE = "VarHandle";
    /** A peer. */
    static final String BIT_SET = "BitSet";
    /** A peer. */
    static final String ROARING = "RoaringBitmap";

    private Trackers() {}

    static DirtyTracker create(final String name, final long pages, final int vcpus) {
        return switch (name) {
            case NONE -> new NoTracker();
            case ATOMIC_LONG_ARRAY -> new AtomicLongArrayTracker(pages);
            case VAR_HANDLE -> new VarHandleTracker(pages);
            case BIT_SET -> new BitSetTracker(pages);
            case ROARING -> new RoaringTracker();
            default -> PluginCatalog.load(Trackers.class.getClassLoader()).create(TrackerFactory.class, name)
                    .create(pages, vcpus);
        };
    }
}
