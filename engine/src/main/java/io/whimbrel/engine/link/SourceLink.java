package io.whimbrel.engine.link;

/** The source's end of a link. Urgent frames have a stream of their own, so that a fault never queues behind bulk. */
public interface SourceLink extends LinkEnd {

    /**
     * Page batches.
     *
     * @return sending end
     */
    FrameOutbound data();

    /**
     * Batches of demanded pages.
     *
     * @return sending end
     */
    FrameOutbound urgent();
}
