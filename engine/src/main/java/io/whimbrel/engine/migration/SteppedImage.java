package io.whimbrel.engine.migration;

import io.whimbrel.engine.image.KeptImage;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.snapshot.ExecutionState;
import java.util.function.LongPredicate;

/** A guest's image, written and read as much at a time as a duty cycle may take. */
final class SteppedImage {

    /** A disk of 1 MB/s takes a quarter of a second for it: a third of the silence after which a peer is taken for dead. */
    private static final int STEP_BYTES = 256 << 10;

    private final KeptImage image;
    private final long pages;
    private final int stepPages;
    private long written;
    private long loaded;
    private boolean complete;

    SteppedImage(final KeptImage image, final PageGeometry geometry) {
        this.image = image;
        this.pages = geometry.pages();
        this.stepPages = Math.max(1, STEP_BYTES / geometry.pageBytes());
    }

    /** Writes the next pages, as far as they are there; how many. */
    int write(final LongPredicate isThere) {
        final long end = Math.min(pages, written + stepPages);
        final long before = written;
        while (written < end && isThere.test(written)) {
            written++;
        }
        final int count = (int) (written - before);
        if (count > 0) {
            image.write(before, count);
        }
        return count;
    }

    /** Whether every page is in it. */
    boolean isWritten() {
        return written == pages;
    }

    void complete(final ExecutionState state) {
        image.complete(state);
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    /** Reads the next pages; true when the memory is as the image. */
    boolean load() {
        final int count = (int) Math.min(stepPages, pages - loaded);
        image.load(loaded, count);
        loaded += count;
        return loaded == pages;
    }

    ExecutionState state() {
        return image.state();
    }
}
