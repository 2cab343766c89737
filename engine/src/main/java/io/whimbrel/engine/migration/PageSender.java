package io.whimbrel.engine.migration;

import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageVersions;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.protocol.sbe.MessageHeaderEncoder;
import io.whimbrel.engine.protocol.sbe.PageBatchEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Packs pages into batches and sends them: plans a batch, claims a frame of exactly its length, and copies each page
 * straight from the guest's memory into the link's buffer; once the guest stands still, a link that can takes it from
 * where it lies. Allocates nothing, never blocks.
 *
 * <p>Planning reads a page to encode it; its bytes are copied only once the frame is claimed. A write in between is no
 * loss: it came after the page's dirty bit was cleared, so the page is sent again.
 */
final class PageSender {

    private static final int MIN_SLICE = 256;

    private final FrameOutbound out;
    private final GuestMemory memory;
    private final PageVersions versions;
    private final PageEncoding encoding;
    private final SendAllowance allowance;
    private final long migrationId;
    private final int attachment;
    private final int pageBytes;
    private final int entryCapacity;
    private final int maxEntries;
    private final int minSlice;

    private final long[] pageAndKind;
    private final int[] sliceOffset;
    private final int[] length;
    private final int[] scratchOffset;
    private final UnsafeBuffer scratch;
    private int entries;
    private int entryBytes;
    private int omittedBytes;
    private int pagesEnding;
    private int zeroPagesInBatch;

    private long slicedPage;
    private long slicedVersion;
    private int slicedTo;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PageBatchEncoder batch = new PageBatchEncoder();
    private final FrameChecksum checksum = new FrameChecksum();
    private boolean gathering;
    private int round;
    private long batches;
    private long pages;
    private long zeroPages;
    private long bytes;
    private long digest;
    private LinkStatus refusal = LinkStatus.OK;

    PageSender(final FrameOutbound out, final GuestMemory memory, final PageEncoding encoding,
            final SendAllowance allowance, final long migrationId, final int attachment) {
        this.out = out;
        this.memory = memory;
        this.versions = memory.versions();
        this.encoding = encoding;
        this.allowance = allowance;
        this.migrationId = migrationId;
        this.attachment = attachment;
        this.pageBytes = memory.geometry().pageBytes();
        this.slicedTo = pageBytes;
        this.entryCapacity = (out.maxFrameLength() & -Wire.ENTRY_ALIGNMENT) - Wire.BATCH_HEADER_LENGTH;
        this.maxEntries = entryCapacity / Wire.ENTRY_HEADER_LENGTH;
        if (maxEntries < 1 || entryCapacity < Wire.ENTRY_HEADER_LENGTH + Wire.ENTRY_ALIGNMENT) {
            throw new IllegalArgumentException("a frame of " + out.maxFrameLength() + " B holds no part of a page");
        }
        minSlice = Math.min(MIN_SLICE, entryCapacity - Wire.ENTRY_HEADER_LENGTH & -Wire.ENTRY_ALIGNMENT);
        pageAndKind = new long[maxEntries];
        sliceOffset = new int[maxEntries];
        length = new int[maxEntries];
        scratchOffset = new int[maxEntries];
        scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(entryCapacity));
    }

    void beginRound(final int newRound) {
        round = newRound;
    }

    /** From now on the guest's memory does not change any more as long as this sends. */
    void guestStandsStill() {
        gathering = out.gathers();
    }

    /**
     * Makes room for another page, sending what is planned where it must.
     *
     * @return true when {@link #take} may be called; false when the link or the rate cap must be waited for
     */
    boolean isReady(final long nowNs) {
        if (!restSliced(nowNs)) {
            return false;
        }
        // A page that fits a frame goes in whole; a longer one begins wherever a slice is worth its header.
        final int needed = Wire.entryLength(Wire.entryLength(pageBytes) <= entryCapacity ? pageBytes : minSlice);
        return entries < maxEntries && entryBytes + needed <= entryCapacity || send(nowNs);
    }

    /** Takes a page into the batch. Only after {@link #isReady} has said so. */
    void take(final long page) {
        final int scratchAt = entryBytes;
        final int encoded = encoding.encode(page, addressToEncode(page), pageBytes, scratch, scratchAt,
                Math.min(pageBytes, entryCapacity - entryBytes - Wire.ENTRY_HEADER_LENGTH));
        if (encoded == PageEncoding.ZERO) {
            plan(Wire.pageAndKind(page, Wire.KIND_ZERO), 0, 0, 0);
            zeroPagesInBatch++;
            pagesEnding++;
        } else if (encoded == PageEncoding.RAW) {
            slicedPage = page;
            slicedTo = 0;
            slice();
        } else if (versions != null) {
            throw new IllegalArgumentException("this encoding needs the pages' contents, and only versions are kept");
        } else {
            plan(Wire.pageAndKind(page, Wire.KIND_ENCODED), 0, encoded, scratchAt);
            pagesEnding++;
        }
    }

    /**
     * Takes a page that answers a request. Only after {@link #isReady} has said so; to be flushed at once.
     *
     * @param receivedNs when the request came
     */
    void answer(final long page, final long receivedNs) {
        scratch.putLong(entryBytes, receivedNs);
        plan(Wire.pageAndKind(page, Wire.KIND_ANSWER), 0, Wire.ANSWER_LENGTH, entryBytes);
        take(page);
    }

    /**
     * Tells that pages which were sent are out of date.
     *
     * @param firstPage the first of them
     * @param words     a bit a page from there on
     * @param count     how many words count
     * @return false when the link or the rate cap must be waited for
     */
    boolean takeStale(final long firstPage, final long[] words, final int count, final long nowNs) {
        final int bytes = count << 3;
        if (!restSliced(nowNs)
                || (entries == maxEntries || entryBytes + Wire.entryLength(bytes) > entryCapacity) && !send(nowNs)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            scratch.putLong(entryBytes + (i << 3), words[i], ByteOrder.LITTLE_ENDIAN);
        }
        plan(Wire.pageAndKind(firstPage, Wire.KIND_STALE), 0, bytes, entryBytes);
        return true;
    }

    /** The longest frame that a batch may fill. */
    int maxFrameLength() {
        return out.maxFrameLength();
    }

    /** The most words that {@link #takeStale} may be given. */
    int maxStaleWords() {
        return entryCapacity - Wire.ENTRY_HEADER_LENGTH >> 3;
    }

    private long addressToEncode(final long page) {
        return versions == null ? memory.addressOfPage(page) : versions.addressOfLookalike(page);
    }

    /**
     * Sends what is planned.
     *
     * @return true when nothing is left to send
     */
    boolean flush(final long nowNs) {
        return restSliced(nowNs) && (entries == 0 || send(nowNs));
    }

    /**
     * Sends a batch without entries, which has the number of the next one and is not counted: it shows whether the last
     * one arrived. Only when nothing is left to send.
     *
     * @return false when the link or the rate cap must be waited for
     */
    boolean sendEmpty(final long nowNs) {
        if (!allowance.has(Wire.BATCH_HEADER_LENGTH, nowNs)) {
            return false;
        }
        refusal = out.tryClaim(Wire.BATCH_HEADER_LENGTH);
        if (refusal != LinkStatus.OK) {
            return false;
        }
        write(out.buffer(), out.offset(), Wire.BATCH_HEADER_LENGTH, nowNs);
        out.commit();
        allowance.take(Wire.BATCH_HEADER_LENGTH);
        return true;
    }

    private boolean restSliced(final long nowNs) {
        while (slicedTo < pageBytes) {
            if (!send(nowNs)) {
                return false;
            }
            slice();
        }
        return true;
    }

    private void slice() {
        final int room = entryCapacity - entryBytes - Wire.ENTRY_HEADER_LENGTH & -Wire.ENTRY_ALIGNMENT;
        final int slice = Math.min(pageBytes - slicedTo, room);
        plan(Wire.pageAndKind(slicedPage, versions == null ? Wire.KIND_RAW : Wire.KIND_VERSION), slicedTo, slice, -1);
        slicedTo += slice;
        if (slicedTo == pageBytes) {
            pagesEnding++;
        }
    }

    private void plan(final long pageKind, final int offset, final int count, final int scratchAt) {
        pageAndKind[entries] = pageKind;
        sliceOffset[entries] = offset;
        length[entries] = count;
        scratchOffset[entries] = scratchAt;
        entries++;
        entryBytes += Wire.entryLength(count);
        omittedBytes += Wire.entryLength(count) - Wire.entryLength(Wire.kind(pageKind), count);
    }

    private boolean send(final long nowNs) {
        final int frameLength = Wire.BATCH_HEADER_LENGTH + entryBytes;
        if (!allowance.has(frameLength, nowNs)) {
            return false;
        }
        refusal = out.tryClaim(frameLength - omittedBytes, omittedBytes);
        if (refusal != LinkStatus.OK) {
            return false;
        }
        final int crc = write(out.buffer(), out.offset(), frameLength - omittedBytes, nowNs);
        out.commit();
        allowance.take(frameLength);
        digest = Wire.digest(digest, crc);
        batches++;
        bytes += frameLength;
        pages += pagesEnding;
        zeroPages += zeroPagesInBatch;
        entries = 0;
        entryBytes = 0;
        omittedBytes = 0;
        pagesEnding = 0;
        zeroPagesInBatch = 0;
        return true;
    }

    private int write(final MutableDirectBuffer frame, final int offset, final int frameLength, final long nowNs) {
        batch.wrapAndApplyHeader(frame, offset, header).entries(entries).attachment(attachment).migrationId(migrationId)
                .sequence(batches).round(round).length(frameLength - Wire.BATCH_HEADER_LENGTH);
        checksum.begin(frame.addressOffset() + offset + Wire.CRC_FROM);
        int at = offset + Wire.BATCH_HEADER_LENGTH;
        for (int i = 0; i < entries; i++) {
            frame.putLong(at, pageAndKind[i]);
            frame.putInt(at + Wire.ENTRY_OFFSET_OFFSET, sliceOffset[i]);
            frame.putInt(at + Wire.ENTRY_LENGTH_OFFSET, length[i]);
            writeContents(i, frame, at + Wire.ENTRY_HEADER_LENGTH, nowNs);
            at += Wire.entryLength(Wire.kind(pageAndKind[i]), length[i]);
        }
        final int crc = checksum.end(frame.addressOffset() + offset + frameLength);
        batch.crc(Integer.toUnsignedLong(crc));
        return crc;
    }

    private void writeContents(final int entry, final MutableDirectBuffer frame, final int at, final long nowNs) {
        switch (Wire.kind(pageAndKind[entry])) {
            case Wire.KIND_VERSION -> {
                // All slices of a page are of one version, or a write between them would seem to have crossed.
                if (sliceOffset[entry] == 0) {
                    slicedVersion = versions.version(Wire.page(pageAndKind[entry]));
                }
                frame.putLong(at, slicedVersion);
            }
            case Wire.KIND_ANSWER -> {
                frame.putLong(at, scratch.getLong(scratchOffset[entry]));
                frame.putLong(at + Long.BYTES, nowNs);
            }
            default -> {
                if (gathering && Wire.kind(pageAndKind[entry]) == Wire.KIND_RAW) {
                    gather(entry, frame, at);
                } else if (length[entry] > 0) {
                    copy(entry, frame, at);
                }
            }
        }
    }

    private void gather(final int entry, final MutableDirectBuffer frame, final int at) {
        final long address = sourceAddress(entry);
        checksum.part(frame.addressOffset() + at, address, length[entry]);
        out.gather(at, address, length[entry]);
    }

    /** The checksum is of the copy, not of the guest's memory: that may change meanwhile. */
    private void copy(final int entry, final MutableDirectBuffer frame, final int at) {
        final long target = frame.addressOffset() + at;
        // The padding lies under the checksum, and so must not depend on what the link's buffer held.
        if ((length[entry] & Wire.ENTRY_ALIGNMENT - 1) != 0) {
            UnsafeApi.putLong(target + (length[entry] & -Wire.ENTRY_ALIGNMENT), 0);
        }
        UnsafeApi.copyMemory(sourceAddress(entry), target, length[entry]);
    }

    private long sourceAddress(final int entry) {
        return scratchOffset[entry] < 0
                ? memory.addressOfPage(Wire.page(pageAndKind[entry])) + sliceOffset[entry]
                : scratch.addressOffset() + scratchOffset[entry];
    }

    /** Whether the link has told that it is gone. */
    boolean isLinkGone() {
        return refusal == LinkStatus.NOT_CONNECTED || refusal == LinkStatus.CLOSED;
    }

    long batches() {
        return batches;
    }

    /** Pages sent, each counted when its last byte was. */
    long pages() {
        return pages;
    }

    long zeroPages() {
        return zeroPages;
    }

    long bytes() {
        return bytes;
    }

    long digest() {
        return digest;
    }
}
