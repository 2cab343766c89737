package io.whimbrel.harness.image;

import io.whimbrel.engine.image.ImageContent;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.snapshot.TakeVirtual;
import org.agrona.concurrent.SystemNanoClock;

/** The guest runs on while its pages are written, and saves those that it changes before they are. */
final class VirtualHold implements Hold {

    private final HostedGuest guest;
    private final TakeVirtual take;

    VirtualHold(final HostedGuest guest) {
        this.guest = guest;
        take = new TakeVirtual(guest.guest(), guest.memory().geometry().memoryBytes(), SystemNanoClock.INSTANCE);
    }

    @Override
    public ImageContent content(final PageSet pages) {
        while (!take.isDone()) {
            // Nothing is waited for: the guest is paused already.
            take.doWork();
        }
        guest.resume();
        return ImageContent.of(take.snapshot(), pages);
    }

    @Override
    public void release() {
        guest.resume();
        guest.detach(take.snapshot());
        take.snapshot().close();
    }
}
