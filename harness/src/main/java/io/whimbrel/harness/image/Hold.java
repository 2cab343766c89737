package io.whimbrel.harness.image;

import io.whimbrel.engine.image.ImageContent;
import io.whimbrel.engine.memory.PageSet;

/** Keeps the pages of a guest as they were at one instant, until they are in an image. */
interface Hold {

    /**
     * The pages of the instant that is now.
     *
     * @param pages which
     * @return to be read until {@link #release()}, whether the guest runs on or not
     */
    ImageContent content(PageSet pages);

    /** The image is written, or never will be: the guest runs on if it did not already. */
    void release();
}
