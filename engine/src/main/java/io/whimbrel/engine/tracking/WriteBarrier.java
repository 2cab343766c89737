package io.whimbrel.engine.tracking;

/**
 * One virtual CPU's end of a dirty tracker. All methods are called from that vCPU's thread alone.
 *
 * <p>The vCPU calls {@link #wrote} <em>after</em> each store, and {@link #boundary} between operations, whether it is
 * running, idle or paused: a collector may be waiting for it. It is offline until its first boundary, and again from
 * {@link #offline} to the next one; while offline it must not store.
 */
public interface WriteBarrier {

    /** The barrier of a guest whose writes nobody watches. */
    WriteBarrier NONE = new WriteBarrier() {
        @Override
        public void wrote(final long page) {}

        @Override
        public void boundary() {}

        @Override
        public void offline() {}
    };

    /**
     * A page was written. Must cost no more than a load and a branch when the page is marked already.
     *
     * @param page page number
     */
    void wrote(long page);

    /** An operation boundary: the collector may take it that every store before this call has been marked. */
    void boundary();

    /** The vCPU has ended or not yet begun: the collector need not wait for it. */
    void offline();
}
