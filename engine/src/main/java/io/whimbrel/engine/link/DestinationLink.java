package io.whimbrel.engine.link;

/** The destination's end of a link. */
public interface DestinationLink extends LinkEnd {

    /**
     * Page batches.
     *
     * @return receiving end
     */
    FrameInbound data();

    /**
     * Batches of demanded pages.
     *
     * @return receiving end
     */
    FrameInbound urgent();
}
