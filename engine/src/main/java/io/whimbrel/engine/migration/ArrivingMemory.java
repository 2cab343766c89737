package io.whimbrel.engine.migration;

import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.memory.PageVersions;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.presence.Presence;
import io.whimbrel.engine.protocol.ProtocolException;
import io.whimbrel.engine.protocol.Wire;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts pages where they belong, straight from the link's buffer, and keeps which are present. While the guest runs at
 * the source a page may come again, and may be told to be out of date; once it runs here, each page that is absent comes
 * exactly once and no other comes at all. Allocates nothing.
 */
final class ArrivingMemory {

    private static final int CACHE_LINE_BYTES = 64;
    /** A large page takes longer to read than to come. */
    private static final int NEAR_BYTES = 4096;

    private final GuestMemory memory;
    private final PageVersions versions;
    private final PageEncoding encoding;
    private final Faults faults;
    private final Presence presence;
    private final NanoClock clock;
    private final PeerClock peerClock;
    private final long guestPages;
    private final int pageBytes;
    private final UnsafeBuffer encoded = new UnsafeBuffer(0, 0);
    /** Of no use but that a compiler must not leave out the reads. */
    private long near;
    private boolean fetching;
    private boolean served;
    private long pages;
    private long bytes;
    private long arrivedNs;
    private long answeredPage = PageSet.NONE;
    private long answerReceivedNs;
    private long answerSentNs;

    ArrivingMemory(final GuestMemory memory, final Faults faults, final PageEncoding encoding, final NanoClock clock,
            final PeerClock peerClock) {
        this.memory = memory;
        this.versions = memory.versions();
        this.encoding = encoding;
        this.faults = faults;
        this.presence = faults.presence();
        this.clock = clock;
        this.peerClock = peerClock;
        this.guestPages = memory.geometry().pages();
        this.pageBytes = memory.geometry().pageBytes();
    }

    /** From now on the guest runs here. */
    void fetch() {
        fetching = true;
    }

    /** The answer that was under way is not to come any more. */
    void forgetAnswer() {
        answeredPage = PageSet.NONE;
    }

    /**
     * Has the calling thread's processor fetch the memory of a page into its cache, while the page is under way: it is
     * where the copy goes to. Bytes that change meanwhile do not matter.
     */
    void bringNear(final long page) {
        if (versions == null) {
            final long address = memory.addressOfPage(page);
            long sum = near;
            for (int i = 0; i < Math.min(pageBytes, NEAR_BYTES); i += CACHE_LINE_BYTES) {
                sum += UnsafeApi.getLong(address + i);
            }
            near = sum;
        }
    }

    /** A frame is there, yet to be checked. */
    void frameArrived() {
        if (fetching) {
            arrivedNs = clock.nanoTime();
        }
    }

    /** It is as it was sent, and its entries follow. */
    void beginFrame() {
        bytes += Wire.BATCH_HEADER_LENGTH;
    }

    /**
     * Applies one entry.
     *
     * @return where the next one begins
     * @throws ProtocolException when it cannot be what a source sends now
     */
    int apply(final DirectBuffer buffer, final int at, final int end, final long batch) {
        if (at + Wire.ENTRY_HEADER_LENGTH > end) {
            throw new ProtocolException("batch " + batch + " ends within an entry");
        }
        final long pageAndKind = buffer.getLong(at);
        final int kind = Wire.kind(pageAndKind);
        final long page = Wire.page(pageAndKind);
        final int sliceOffset = buffer.getInt(at + Wire.ENTRY_OFFSET_OFFSET);
        final int length = buffer.getInt(at + Wire.ENTRY_LENGTH_OFFSET);
        check(kind, page, sliceOffset, length, at, end, batch);
        final long source = buffer.addressOffset() + at + Wire.ENTRY_HEADER_LENGTH;
        switch (kind) {
            case Wire.KIND_RAW -> UnsafeApi.copyMemory(source, memory.addressOfPage(page) + sliceOffset, length);
            case Wire.KIND_ZERO -> zero(page);
            case Wire.KIND_ENCODED -> {
                encoded.wrap(source, length);
                encoding.decode(page, encoded, 0, length, memory.addressOfPage(page), pageBytes);
            }
            case Wire.KIND_VERSION -> versions.version(page, buffer.getLong(at + Wire.ENTRY_HEADER_LENGTH));
            case Wire.KIND_STALE -> discard(page, buffer, at + Wire.ENTRY_HEADER_LENGTH, length);
            case Wire.KIND_ANSWER -> {
                answeredPage = page;
                answerReceivedNs = peerClock.toOurs(buffer.getLong(at + Wire.ENTRY_HEADER_LENGTH));
                answerSentNs = peerClock.toOurs(buffer.getLong(at + Wire.ENTRY_HEADER_LENGTH + Long.BYTES));
            }
            default -> throw new ProtocolException("batch " + batch + " holds an entry of kind " + kind);
        }
        final boolean sliced = kind == Wire.KIND_RAW || kind == Wire.KIND_VERSION;
        if (kind != Wire.KIND_STALE && kind != Wire.KIND_ANSWER && (!sliced || sliceOffset + length == pageBytes)) {
            arrived(page);
        }
        bytes += Wire.entryLength(length);
        return at + Wire.entryLength(kind, length);
    }

    private void check(final int kind, final long page, final int sliceOffset, final int length, final int at,
            final int end, final long batch) {
        final boolean ofPage = kind != Wire.KIND_STALE && kind != Wire.KIND_ANSWER;
        if (page >= guestPages || sliceOffset < 0 || length < 0 || ofPage && length > pageBytes - sliceOffset
                || at + Wire.entryLength(kind, length) > end
                || kind == Wire.KIND_ANSWER && length != Wire.ANSWER_LENGTH
                || (kind == Wire.KIND_VERSION) != (versions != null) && ofPage && kind != Wire.KIND_ZERO) {
            throw new ProtocolException("batch " + batch + " holds bytes " + sliceOffset + " to "
                    + (sliceOffset + (long) length) + " of page " + page + ", which do not exist");
        }
        if (fetching && ofPage && presence.isPresent(page)) {
            throw new ProtocolException("batch " + batch + " holds page " + page + ", which is present and belongs to"
                    + " the guest that runs here");
        }
        if (fetching && kind == Wire.KIND_STALE) {
            throw new ProtocolException("batch " + batch + " discards pages of the guest that runs here");
        }
    }

    private void zero(final long page) {
        // Fresh memory is zero already, and writing to it would only cost.
        if (presence.isFresh(page)) {
            return;
        }
        if (versions == null) {
            UnsafeApi.setMemory(memory.addressOfPage(page), pageBytes, (byte) 0);
        } else {
            versions.version(page, 0);
        }
    }

    private void discard(final long first, final DirectBuffer buffer, final int at, final int length) {
        for (int i = 0; i < length; i += Long.BYTES) {
            for (long word = buffer.getLong(at + i); word != 0; word &= word - 1) {
                final long page = first + ((long) i << 3) + Long.numberOfTrailingZeros(word);
                if (page >= guestPages) {
                    throw new ProtocolException("page " + page + " is discarded, which does not exist");
                }
                presence.discard(page);
            }
        }
    }

    private void arrived(final long page) {
        pages++;
        if (fetching) {
            answer(page);
            faults.arrived(page);
            served = true;
        } else {
            presence.arrived(page);
        }
    }

    private void answer(final long page) {
        if (answeredPage != page) {
            return;
        }
        faults.answer(page, answerReceivedNs, answerSentNs, arrivedNs, clock.nanoTime());
    }

    /** Wakes the vCPUs whose pages have come since it was called last. */
    void wake() {
        if (served) {
            served = false;
            faults.wakeThoseServed();
        }
    }

    Presence presence() {
        return presence;
    }

    /** Pages applied, each counted when its last byte was. */
    long pages() {
        return pages;
    }

    /** Bytes of the frames applied. */
    long bytes() {
        return bytes;
    }
}
