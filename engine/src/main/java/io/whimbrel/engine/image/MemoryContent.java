package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;

/**
 * Pages of a memory that stands still, without a copy.
 *
 * @param memory the memory
 * @param pages  which of its pages
 */
record MemoryContent(GuestMemory memory, PageSet pages) implements ImageContent {

    @Override
    public PageGeometry geometry() {
        return memory.geometry();
    }

    @Override
    public int blockBytes() {
        return memory.blockBytes();
    }

    @Override
    public long blocks(final long page, final int count, final long scratch) {
        return memory.addressOfBlock(page);
    }
}
