package io.whimbrel.engine.migration;

import io.whimbrel.engine.image.MemoryImages;
import io.whimbrel.engine.memory.PageGeometry;

/** Where the ends of a migration keep a guest's image. */
final class TwoDisks implements AutoCloseable {

    private final MemoryImages here = new MemoryImages();
    private final MemoryImages there = new MemoryImages();

    /** For another migration, of a guest whose image takes more than one step to be written and read. */
    void renew(final World.Setup setup) {
        close();
        setup.geometry = new PageGeometry(72 * 4096, 4096);
        setup.diskNsPerKib = 5_000;
        setup.sourceImages = here;
        setup.destinationImages = there;
    }

    @Override
    public void close() {
        here.close();
        there.close();
    }
}
