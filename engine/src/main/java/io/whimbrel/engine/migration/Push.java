package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.engine.link.SourceLink;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.CheckedPrefetcher;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.protocol.Holding;
import io.whimbrel.engine.protocol.ProtocolException;
import org.agrona.concurrent.NanoClock;

/**
 * Post-copy at the source, once the guest is the destination's: answers what is demanded on the urgent stream at once,
 * and in between pushes what is left on the data stream in the prefetcher's order. A page leaves the set of those to be
 * sent when it is taken, so it crosses exactly once, whatever was asked meanwhile; after a cut, those that the
 * destination turns out to be without cross again.
 */
final class Push {

    private static final int PAGES_PER_STEP = 16;

    private final Guest guest;
    private final Prefetcher prefetcher;
    private final PageEncoding encoding;
    private final SendAllowance allowance;
    private final long migrationId;
    private final HierarchicalBitmap absent;
    /** Of what was sent, that which was demanded; what a cut has lost is in neither. */
    private final HierarchicalBitmap answered;
    private final Demands demands;
    private final NanoClock clock;

    private int attachment;
    private PageSender data;
    private PageSender urgent;
    private long earlierPages;
    private long earlierZeroPages;
    private long earlierBytes;
    private long earlierBatches;
    private StreamTail dataTail;
    private StreamTail urgentTail;
    /** A page was asked for that has left long ago, or is leaving just now. */
    private boolean askedInVain;

    /**
     * Makes the push of one migration.
     *
     * @param absent the pages that the destination is without; shrinks as they are sent
     * @param data   the sender of the pages that went before
     * @param link   carries it
     * @param clock  tells when answers leave
     */
    Push(final Guest guest, final Policies policies, final SendAllowance allowance, final long migrationId,
            final HierarchicalBitmap absent, final PageSender data, final SourceLink link,
            final NanoClock clock) {
        this.guest = guest;
        this.prefetcher = new CheckedPrefetcher(policies.prefetcher());
        this.encoding = policies.encoding();
        this.allowance = allowance;
        this.migrationId = migrationId;
        this.absent = absent;
        this.answered = new HierarchicalBitmap(absent.pages());
        this.data = data;
        this.clock = clock;
        this.demands = new Demands(guest.vcpus().size());
        this.urgent = urgentSender(link);
        watchTails();
    }

    private void watchTails() {
        dataTail = new StreamTail(data);
        urgentTail = new StreamTail(urgent);
        askedInVain = false;
    }

    private PageSender urgentSender(final SourceLink link) {
        return sender(link.urgent(), new UrgentAllowance(allowance));
    }

    /** What is pushed is the memory of a guest that runs elsewhere. */
    private PageSender sender(final FrameOutbound out, final SendAllowance itsAllowance) {
        final PageSender sender = new PageSender(out, guest.memory(), encoding, itsAllowance, migrationId, attachment);
        sender.guestStandsStill();
        return sender;
    }

    /** Goes on over another link; what is absent at the destination is yet to be {@linkplain #found found out}. */
    void renew(final SourceLink link) {
        attachment++;
        earlierPages += data.pages() + urgent.pages();
        earlierZeroPages += data.zeroPages() + urgent.zeroPages();
        earlierBytes += data.bytes() + urgent.bytes();
        earlierBatches += data.batches() + urgent.batches();
        data = sender(link.data(), allowance);
        urgent = urgentSender(link);
        watchTails();
        absent.clear();
        demands.clear();
    }

    /** A page that the destination turned out to be without. */
    void found(final long absentPage) {
        absent.add(absentPage);
        answered.remove(absentPage);
    }

    /** The destination asks for a page. One that is under way already is left alone. */
    void demanded(final long page, final long nowNs) {
        requirePage(page);
        if (absent.contains(page)) {
            if (demands.add(page, nowNs)) {
                prefetcher.demanded(page);
            }
        } else {
            demands.needless();
            askedInVain = true;
        }
    }

    /** The same, as long as it is being found out which pages the destination is without: answered once that is known. */
    void demandedEarly(final long page, final long nowNs) {
        requirePage(page);
        demands.add(page, nowNs);
    }

    private void requirePage(final long page) {
        if (page < 0 || page >= absent.pages()) {
            throw new ProtocolException("page " + page + " was asked for, which does not exist");
        }
    }

    /**
     * Has the loss of the last frame of a stream show, where the destination waits for what was sent long ago.
     *
     * @param quietNs how long is long
     */
    void showTails(final long nowNs, final long quietNs) {
        dataTail.look(nowNs);
        urgentTail.look(nowNs);
        if (askedInVain || absent.isEmpty()) {
            askedInVain = false;
            dataTail.show(nowNs, quietNs);
            urgentTail.show(nowNs, quietNs);
        }
    }

    /** One step: answers first. */
    int doWork(final long nowNs) {
        int taken = answer(nowNs);
        prefetcher.at(nowNs - guest.startNs());
        for (int i = 0; i < PAGES_PER_STEP && !absent.isEmpty() && mayPush(nowNs); i++) {
            final long page = prefetcher.next(absent);
            if (page == PageSet.NONE) {
                break;
            }
            absent.remove(page);
            data.take(page);
            taken++;
        }
        // A page that was taken must not lie in a batch half full until another comes.
        data.flush(nowNs);
        return taken;
    }

    /** Not while the cap forbids a frame: a page that is taken and cannot leave would be neither here nor under way. */
    private boolean mayPush(final long nowNs) {
        return data.isReady(nowNs) && allowance.has(data.maxFrameLength(), nowNs);
    }

    private int answer(final long cycleNs) {
        int taken = 0;
        long nowNs = cycleNs;
        while (urgent.flush(nowNs) && !demands.isEmpty()) {
            // The cycle began before the request was read, and the answer tells when it left.
            nowNs = clock.nanoTime();
            final long page = demands.page();
            final long receivedNs = demands.receivedNs();
            demands.removeFirst();
            if (absent.remove(page)) {
                urgent.isReady(nowNs);
                urgent.answer(page, receivedNs);
                answered.add(page);
                taken++;
            } else {
                demands.needless();
            }
        }
        return taken;
    }

    /** Whether the destination holds what was sent over this attachment, as far as it says which. */
    boolean agrees(final Holding holding) {
        return holding.attachment() != attachment
                || holding.batches() == data.batches() && holding.digest() == data.digest()
                        && holding.urgentBatches() == urgent.batches() && holding.urgentDigest() == urgent.digest();
    }

    boolean isLinkGone() {
        return data.isLinkGone() || urgent.isLinkGone();
    }

    int attachment() {
        return attachment;
    }

    long absentPages() {
        return absent.cardinality();
    }

    /** The first page from one on that is yet to be sent; {@link PageSet#NONE} where there is none. */
    long nextAbsentPage(final long from) {
        return from < absent.pages() ? absent.next(from) : PageSet.NONE;
    }

    /** Pages sent because they were demanded, each once however often a cut has lost it. */
    long demandedPages() {
        return answered.cardinality();
    }

    /** Requests that caused nothing to be sent: for a page under way, or asked for before. */
    long needlessRequests() {
        return demands.needlessCount();
    }

    /** All that was sent in this migration. */
    long pages() {
        return earlierPages + data.pages() + urgent.pages();
    }

    long zeroPages() {
        return earlierZeroPages + data.zeroPages() + urgent.zeroPages();
    }

    long bytes() {
        return earlierBytes + data.bytes() + urgent.bytes();
    }

    long batches() {
        return earlierBatches + data.batches() + urgent.batches();
    }
}
