package io.whimbrel.harness.image;

import io.whimbrel.engine.image.ImageContent;
import io.whimbrel.engine.memory.PageSet;

/**
 * The guest stands still until all is written.
 *
 * @param guest the guest
 */
record PausedHold(HostedGuest guest) implements Hold {

    @Override
    public ImageContent content(final PageSet pages) {
        return ImageContent.of(guest.memory(), pages);
    }

    @Override
    public void release() {
        guest.resume();
    }
}
