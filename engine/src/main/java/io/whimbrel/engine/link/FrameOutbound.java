package io.whimbrel.engine.link;

import org.agrona.MutableDirectBuffer;

/**
 * The sending end of a stream of frames that are written in place: claim, write, commit. Ordered, reliable while the
 * link lives, single writer. At most one claim is open at a time.
 */
public interface FrameOutbound {

    /**
     * The longest frame that can be claimed.
     *
     * @return bytes
     */
    int maxFrameLength();

    /**
     * Claims room for a frame. After {@link LinkStatus#OK} the frame must be committed or aborted.
     *
     * @param length bytes, at most {@link #maxFrameLength()}
     * @return what became of it
     */
    LinkStatus tryClaim(int length);

    /**
     * Claims room for a frame that stands for a longer one, as modelled links carry them in virtual time. They take time
     * and room as for the longer one.
     *
     * @param length       bytes, as in {@link #tryClaim(int)}
     * @param omittedBytes by how much the frame that it stands for is longer
     * @return what became of it
     * @throws UnsupportedOperationException when this link carries nothing but what it is given
     */
    default LinkStatus tryClaim(final int length, final int omittedBytes) {
        if (omittedBytes != 0) {
            throw new UnsupportedOperationException("this link cannot carry pages without their contents");
        }
        return tryClaim(length);
    }

    /**
     * The buffer in which the claimed frame lies: off-heap, so that {@code addressOffset()} is a true address.
     *
     * @return buffer of the open claim
     */
    MutableDirectBuffer buffer();

    /**
     * Where the claimed frame begins in {@link #buffer()}.
     *
     * @return offset in bytes, a multiple of 8
     */
    int offset();

    /**
     * Whether this link can take parts of a frame from where they lie, and so spare the sender a copy.
     *
     * @return true when {@link #gather} may be called
     */
    default boolean gathers() {
        return false;
    }

    /**
     * Has a part of the claimed frame be taken from elsewhere in memory, and not from {@link #buffer()}. It is taken until
     * {@link #commit()} returns, and must not change before. Parts are told in the order in which they lie in the frame,
     * and do not overlap.
     *
     * @param at      where the part would begin in {@link #buffer()}
     * @param address where it lies
     * @param length  its length in bytes, more than 0
     * @throws UnsupportedOperationException when this link {@linkplain #gathers() carries} nothing but what is written
     *                                       into its frames
     */
    default void gather(final int at, final long address, final int length) {
        throw new UnsupportedOperationException("this link carries nothing but what is written into its frames");
    }

    /** Sends the claimed frame. */
    void commit();

    /** Gives the claimed room back unsent. */
    void abort();
}
