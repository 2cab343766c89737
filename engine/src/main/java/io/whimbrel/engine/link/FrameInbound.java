package io.whimbrel.engine.link;

/** The receiving end of a stream. */
public interface FrameInbound {

    /**
     * Hands over frames that have arrived, in order.
     *
     * @param handler receives each frame
     * @param limit   how many at the most
     * @return how many were handed over
     */
    int poll(FrameHandler handler, int limit);
}
