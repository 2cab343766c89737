package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.snapshot.Snapshot;

/** Pages of a snapshot, each given up as soon as it is read: the guest runs on meanwhile. */
final class SnapshotContent implements ImageContent {

    private final Snapshot snapshot;
    private final PageSet pages;

    SnapshotContent(final Snapshot snapshot, final PageSet pages) {
        this.snapshot = snapshot;
        this.pages = pages;
        for (long page = 0; page < pages.pages(); page++) {
            if (!pages.contains(page)) {
                snapshot.releasePage(page);
            }
        }
    }

    @Override
    public PageGeometry geometry() {
        return snapshot.geometry();
    }

    @Override
    public int blockBytes() {
        return snapshot.blockBytes();
    }

    @Override
    public PageSet pages() {
        return pages;
    }

    @Override
    public long blocks(final long page, final int count, final long scratch) {
        for (int i = 0; i < count; i++) {
            snapshot.readPage(page + i, scratch + (long) i * blockBytes());
            snapshot.releasePage(page + i);
        }
        return scratch;
    }
}
