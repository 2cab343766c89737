package io.whimbrel.workloads.trace;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * Goes through a trace, access by access. Every block is checked before its first access is handed out. For one
 * thread; allocates nothing per access.
 */
public final class TraceReader {

    private final Path path;
    private final MemorySegment file;
    private final TraceHeader header;
    private final int firstBlockOffset;
    private final int headerChecksum;
    private final BlockDecoder decoder = new BlockDecoder();
    private long blockOffset;
    private long nextBlockOffset;
    private long lastNs;
    private long accesses;
    private long digest;
    /** Whether every block before this one has been read, so that the end can be held against them. */
    private boolean whole = true;

    TraceReader(final Path path, final MemorySegment file, final TraceHeader header, final byte[] headerBytes) {
        this.path = path;
        this.file = file;
        this.header = header;
        firstBlockOffset = headerBytes.length;
        headerChecksum = HeaderCodec.checksum(headerBytes);
        nextBlockOffset = firstBlockOffset;
    }

    /**
     * Goes to the next access.
     *
     * @return false when there is none
     * @throws TraceException in one line naming the file and the byte, when the trace is damaged
     */
    public boolean next() {
        if (decoder.remaining() == 0 && !beginBlock()) {
            return false;
        }
        decoder.next();
        if (Long.compareUnsigned(decoder.page(), header.pages()) >= 0 || decoder.vcpu() >= header.vcpus()
                || decoder.bytesChanged() > header.pageBytes()
                || decoder.remaining() == 0 && !decoder.isExhausted()) {
            throw TraceException.at(path, blockOffset, "the block holds an access that no guest of "
                    + header.pages() + " pages and " + header.vcpus() + " vCPUs does");
        }
        return true;
    }

    private boolean beginBlock() {
        lastNs = Math.max(lastNs, decoder.timeNs());
        blockOffset = nextBlockOffset;
        fetchBlock();
        final int length = decoder.length();
        if (decoder.count() == 0) {
            checkEnd();
            nextBlockOffset = blockOffset;
            return false;
        }
        if (decoder.time() < lastNs || decoder.pageWidth() < 0 || decoder.pageWidth() > TraceFormat.MAX_PAGE_WIDTH
                || decoder.count() < 0 || decoder.count() > TraceFormat.MAX_ACCESSES_PER_BLOCK) {
            throw TraceException.at(path, blockOffset, "the block's head is none that a trace can have here");
        }
        decoder.begin();
        accesses += decoder.count();
        digest = TraceFormat.digest(digest, decoder.checksum());
        nextBlockOffset = blockOffset + TraceFormat.HEAD_BYTES + length;
        return true;
    }

    private void fetchBlock() {
        final long left = file.byteSize() - blockOffset;
        if (left < TraceFormat.HEAD_BYTES) {
            throw torn();
        }
        copy(blockOffset, 0, TraceFormat.HEAD_BYTES);
        final int length = decoder.length();
        if (length < 0 || length > TraceFormat.MAX_BLOCK_BYTES - TraceFormat.HEAD_BYTES) {
            throw TraceException.at(path, blockOffset, "the block is damaged: it says that it is "
                    + Integer.toUnsignedString(length) + " B long");
        }
        if (left < TraceFormat.HEAD_BYTES + length) {
            throw torn();
        }
        copy(blockOffset + TraceFormat.HEAD_BYTES, TraceFormat.HEAD_BYTES, length);
        if (!decoder.isIntact()) {
            throw TraceException.at(path, blockOffset, "the block does not match its checksum");
        }
    }

    private TraceException torn() {
        return TraceException.at(path, file.byteSize(), "the trace is torn: the file ends before the block that "
                + "begins at byte " + blockOffset + " does");
    }

    private void copy(final long offset, final int index, final int length) {
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, offset, decoder.bytes(), index, length);
    }

    private void checkEnd() {
        if (decoder.length() != 0 || blockOffset + TraceFormat.HEAD_BYTES != file.byteSize()) {
            throw TraceException.at(path, blockOffset, "the trace goes on after its end");
        }
        if (whole && decoder.time() != accesses) {
            throw TraceException.at(path, blockOffset, "the trace says that it has " + decoder.time()
                    + " accesses, and has " + accesses);
        }
        if (whole && decoder.lowestPage() != TraceFormat.digest(digest, headerChecksum)) {
            throw TraceException.at(path, blockOffset, "the trace does not match its digest");
        }
    }

    /**
     * Where the block of the current access begins.
     *
     * @return offset in the file, in bytes
     */
    public long blockOffset() {
        return blockOffset;
    }

    /**
     * Goes to a block, so that the next access is its first.
     *
     * @param offset what {@link #blockOffset()} was within it, in bytes
     */
    public void seek(final long offset) {
        nextBlockOffset = offset;
        whole = false;
        lastNs = 0;
        decoder.clear();
    }

    /**
     * When the current access was.
     *
     * @return nanoseconds since the guest was started, never less than that of the access before
     */
    public long timeNs() {
        return decoder.timeNs();
    }

    /**
     * The virtual CPU that did it.
     *
     * @return from 0
     */
    public int vcpu() {
        return decoder.vcpu();
    }

    /**
     * The page accessed.
     *
     * @return page number
     */
    public long page() {
        return decoder.page();
    }

    /**
     * Whether it was a write.
     *
     * @return false for a read
     */
    public boolean isWrite() {
        return decoder.isWrite();
    }

    /**
     * How many bytes of the page had another value afterwards.
     *
     * @return bytes; 0 for a read, and for a store of what was there
     */
    public int bytesChanged() {
        return decoder.bytesChanged();
    }
}
