package io.whimbrel.engine.migration;

import io.whimbrel.engine.image.KeptImage;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.snapshot.ExecutionState;
import java.util.function.LongPredicate;

/** A guest's image, written and read as much at a time as a duty cycle may take. */
final class SteppedImage {

    private static final int STEP_BYTES = 1 << 20;
    /** As much as the writer of images writes at once: it is in the processor's cache still. */
    private static final int RUN_BYTES = 256 << 10;

    private final KeptImage image;
    private final long pages;
    private final int stepPages;
    private final int runPages;
    private long written;
    private long loaded;
    private boolean complete;

    SteppedImage(final KeptImage image, final PageGeometry geometry) {
        this.image = image;
        this.pages = geometry.pages();
        this.stepPages = Math.max(1, STEP_BYTES / geometry.pageBytes());
        this.runPages = Math.max(1, RUN_BYTES / geometry.pageBytes());
    }

    /** Writes the next pages, as far as they are there; how many. */
    int write(final LongPredicate isThere) {
        final long before = written;
        final long end = Math.min(pages, written + stepPages);
        while (written < end && isThere.test(written)) {
            int count = 1;
            while (count < runPages && written + count < end && isThere.test(written + count)) {
                count++;
            }
            image.write(written, count);
            written += count;
        }
        return (int) (written - before);
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
        final long end = Math.min(pages, loaded + stepPages);
        while (loaded < end) {
            final int count = (int) Math.min(runPages, end - loaded);
            image.load(loaded, count);
            loaded += count;
        }
        return loaded == pages;
    }

    ExecutionState state() {
        return image.state();
    }
}
