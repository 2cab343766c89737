package io.whimbrel.engine.migration;

import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.presence.FaultPort;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.presence.Presence;
import io.whimbrel.engine.protocol.Holding;
import io.whimbrel.engine.protocol.Wire;
import java.util.Arrays;

/**
 * Pages at the destination: receives what the source sends, before the guest runs here and after, and asks for those
 * that vCPUs stand still for. A request is repeated with the heartbeat until its page is here: it may get lost.
 */
final class Fetch {

    private static final int FRAMES_PER_CYCLE = 16;

    private final ArrivingMemory arriving;
    private final Faults faults;
    private final long migrationId;
    private final long retryNs;
    private final long[] asked;
    private final long[] askedAtNs;
    private final long[] words = new long[Wire.MAX_PRESENCE_WORDS];
    private int attachment;
    private PageReceiver data;
    private PageReceiver urgent;
    private long requests;

    Fetch(final ArrivingMemory arriving, final Faults faults, final long migrationId, final long retryNs) {
        this.arriving = arriving;
        this.faults = faults;
        this.migrationId = migrationId;
        this.retryNs = retryNs;
        asked = new long[faults.ports().size()];
        askedAtNs = new long[asked.length];
        renew(0);
    }

    /** Frames of earlier attachments no longer count. */
    void renew(final int newAttachment) {
        attachment = newAttachment;
        data = new PageReceiver(arriving, migrationId, attachment);
        urgent = new PageReceiver(arriving, migrationId, attachment);
        Arrays.fill(asked, PageSet.NONE);
        arriving.forgetAnswer();
    }

    int attachment() {
        return attachment;
    }

    /** Applies pages that were sent before the guest runs here. */
    int receive(final DestinationLink link) {
        return link.data().poll(data, FRAMES_PER_CYCLE);
    }

    /** Applies pages that the guest may be waiting for: those it asked for first. */
    int receiveAbsent(final DestinationLink link) {
        return receiveAnswers(link) + receivePushed(link, FRAMES_PER_CYCLE);
    }

    /** Applies pages that the guest asked for. */
    int receiveAnswers(final DestinationLink link) {
        return receive(link.urgent(), urgent, FRAMES_PER_CYCLE);
    }

    /** Applies pages that come unasked. */
    int receivePushed(final DestinationLink link, final int frames) {
        return receive(link.data(), data, frames);
    }

    /** Whoever waits for a page that came is woken, also when the next one is damaged. */
    private int receive(final FrameInbound stream, final PageReceiver receiver, final int limit) {
        try {
            return stream.poll(receiver, limit);
        } finally {
            arriving.wake();
        }
    }

    /** Asks for what vCPUs stand still for. */
    int request(final ControlChannel control, final long nowNs) {
        int told = 0;
        for (int i = 0; i < asked.length; i++) {
            final FaultPort port = faults.ports().get(i);
            final long page = port.wanted();
            if (page != PageSet.NONE && !faults.presence().isPresent(page) && isDue(page, nowNs)
                    && control.tell(control.asides().pageRequest(migrationId, page))) {
                requests += asked[i] == page ? 0 : 1;
                asked[i] = page;
                askedAtNs[i] = nowNs;
                told++;
            }
        }
        return told;
    }

    /** For whichever vCPU, and however long ago. */
    boolean hasAskedFor(final long page) {
        for (int i = 0; i < asked.length; i++) {
            if (asked[i] == page) {
                return true;
            }
        }
        return false;
    }

    /** A page is asked for once, whichever vCPU wants it, and again only when no answer has come for long. */
    private boolean isDue(final long page, final long nowNs) {
        for (int i = 0; i < asked.length; i++) {
            if (asked[i] == page && nowNs - askedAtNs[i] < retryNs) {
                return false;
            }
        }
        return true;
    }

    /** Answers which pages are here, as many as a message holds. */
    boolean tellPresence(final ControlChannel control, final long fromPage) {
        final Presence presence = faults.presence();
        final long to = Math.min(presence.pages(), fromPage + ((long) words.length << 6));
        Arrays.fill(words, 0);
        for (long page = fromPage; page < to; page++) {
            if (presence.isPresent(page)) {
                final int bit = (int) (page - fromPage);
                words[bit >> 6] |= 1L << bit;
            }
        }
        final int count = (int) (to - fromPage + 63 >> 6);
        return control.tell(control.asides().presence(migrationId, attachment, fromPage, words, count));
    }

    boolean holdsEveryPage() {
        return faults.presence().absentPages() == 0;
    }

    Holding holding(final long resumedAtNs, final long completedAtNs) {
        return new Holding(resumedAtNs, completedAtNs, attachment, data.batches(), data.digest(), urgent.batches(),
                urgent.digest());
    }

    ArrivingMemory arriving() {
        return arriving;
    }

    PageReceiver data() {
        return data;
    }

    /** Pages asked for. */
    long requests() {
        return requests;
    }
}
