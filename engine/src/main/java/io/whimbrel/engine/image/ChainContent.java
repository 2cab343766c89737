package io.whimbrel.engine.image;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;
import org.agrona.UnsafeApi;

/** All pages of a chain, as one image would have them. */
final class ChainContent implements ImageContent {

    private final ImagePages chain;
    private final PageSet pages;

    ChainContent(final ImagePages chain) {
        this.chain = chain;
        pages = ImageContent.allOf(geometry());
    }

    @Override
    public PageGeometry geometry() {
        return chain.manifest().geometry();
    }

    @Override
    public int blockBytes() {
        return chain.manifest().blockBytes();
    }

    @Override
    public PageSet pages() {
        return pages;
    }

    @Override
    public long blocks(final long page, final int count, final long scratch) {
        UnsafeApi.setMemory(scratch, (long) count * blockBytes(), (byte) 0);
        chain.readOntoZeroes(page, count, scratch);
        return scratch;
    }
}
