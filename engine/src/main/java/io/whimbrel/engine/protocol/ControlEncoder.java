package io.whimbrel.engine.protocol;

import io.whimbrel.engine.link.MessageOutbound;
import io.whimbrel.engine.protocol.sbe.AbortEncoder;
import io.whimbrel.engine.protocol.sbe.AbortedEncoder;
import io.whimbrel.engine.protocol.sbe.CommitEncoder;
import io.whimbrel.engine.protocol.sbe.DroppedEncoder;
import io.whimbrel.engine.protocol.sbe.HeartbeatEncoder;
import io.whimbrel.engine.protocol.sbe.HelloEncoder;
import io.whimbrel.engine.protocol.sbe.HelloReplyEncoder;
import io.whimbrel.engine.protocol.sbe.HelloStatus;
import io.whimbrel.engine.protocol.sbe.MessageHeaderEncoder;
import io.whimbrel.engine.protocol.sbe.PrepareEncoder;
import io.whimbrel.engine.protocol.sbe.PreparedEncoder;
import io.whimbrel.engine.protocol.sbe.RunningEncoder;
import io.whimbrel.engine.protocol.sbe.HoldingEncoder;
import io.whimbrel.engine.protocol.sbe.PageRequestEncoder;
import io.whimbrel.engine.protocol.sbe.PresenceEncoder;
import io.whimbrel.engine.protocol.sbe.ResumeEncoder;
import io.whimbrel.engine.protocol.sbe.SeveredEncoder;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes control messages into a buffer of its own; each call replaces the one before. Not thread-safe. */
public final class ControlEncoder {

    private static final int MAX_TEXT = 2_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MessageOutbound.MAX_MESSAGE_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final HelloEncoder hello = new HelloEncoder();
    private final HelloReplyEncoder helloReply = new HelloReplyEncoder();
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private final PrepareEncoder prepare = new PrepareEncoder();
    private final PreparedEncoder prepared = new PreparedEncoder();
    private final CommitEncoder commit = new CommitEncoder();
    private final RunningEncoder running = new RunningEncoder();
    private final AbortEncoder abort = new AbortEncoder();
    private final AbortedEncoder aborted = new AbortedEncoder();
    private final PageRequestEncoder pageRequest = new PageRequestEncoder();
    private final HoldingEncoder holding = new HoldingEncoder();
    private final ResumeEncoder resume = new ResumeEncoder();
    private final PresenceEncoder presence = new PresenceEncoder();
    private final SeveredEncoder severed = new SeveredEncoder();
    private final DroppedEncoder dropped = new DroppedEncoder();
    private final UnsafeBuffer bits = new UnsafeBuffer(new byte[Wire.MAX_PRESENCE_WORDS << 3]);

    /** Makes an encoder. */
    public ControlEncoder() {}

    /**
     * Where the message written last lies, from index 0 on.
     *
     * @return buffer
     */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /**
     * Writes a hello.
     *
     * @param migrationId identifies the migration in every message
     * @param greeting    what is to be migrated
     * @return length of the message
     */
    public int hello(final long migrationId, final Greeting greeting) {
        hello.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId)
                .protocolVersion((short) greeting.protocolVersion())
                .form((short) greeting.form().ordinal()).vcpus(greeting.vcpus()).pageBytes(greeting.pageBytes())
                .memoryBytes(greeting.memoryBytes()).byteOrderMark(greeting.byteOrderMark())
                .clockDomain(greeting.clockDomain()).encoding(greeting.encoding()).guest(greeting.guest());
        return length(hello.encodedLength());
    }

    /**
     * Writes the answer to a hello.
     *
     * @param migrationId the migration
     * @param clockDomain of the destination
     * @param refusal     why not, or null when the destination is ready
     * @return length of the message
     */
    public int helloReply(final long migrationId, final long clockDomain, final String refusal) {
        helloReply.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId).clockDomain(clockDomain)
                .status(refusal == null ? HelloStatus.READY : HelloStatus.REFUSED)
                .reason(refusal == null ? "" : clipped(refusal));
        return length(helloReply.encodedLength());
    }

    /**
     * Writes a heartbeat.
     *
     * @param migrationId    the migration
     * @param sentAtNs       sender's clock
     * @param echoSentAtNs   {@code sentAtNs} of the newest heartbeat received; 0 for none
     * @param echoHeldNs     how long ago that was
     * @return length of the message
     */
    public int heartbeat(final long migrationId, final long sentAtNs, final long echoSentAtNs, final long echoHeldNs) {
        heartbeat.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId).sentAtNs(sentAtNs)
                .echoSentAtNs(echoSentAtNs).echoHeldNs(echoHeldNs);
        return length(heartbeat.encodedLength());
    }

    /**
     * Writes the announcement that everything is sent.
     *
     * @param migrationId  the migration
     * @param announcement what is sent
     * @param state        the execution state
     * @param stateLength  its length
     * @return length of the message
     */
    public int prepare(final long migrationId, final Announcement announcement, final MutableDirectBuffer state,
            final int stateLength) {
        prepare.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId).batches(announcement.batches())
                .pages(announcement.pages()).digest(announcement.digest()).guestStartNs(announcement.guestStartNs())
                .measureFromNs(announcement.measureFromNs()).absentPages(announcement.absentPages())
                .putState(state, 0, stateLength);
        return length(prepare.encodedLength());
    }

    /**
     * Writes the confirmation that everything has arrived.
     *
     * @param migrationId the migration
     * @param pages       page entries applied
     * @param digest      over the batches
     * @return length of the message
     */
    public int prepared(final long migrationId, final long pages, final long digest) {
        prepared.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId).pages(pages).digest(digest);
        return length(prepared.encodedLength());
    }

    /**
     * Writes the handing over of ownership.
     *
     * @param migrationId the migration
     * @return length of the message
     */
    public int commit(final long migrationId) {
        commit.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId);
        return length(commit.encodedLength());
    }

    /**
     * Writes the news that the guest runs at the destination.
     *
     * @param migrationId  the migration
     * @param resumedAtNs  destination's clock
     * @return length of the message
     */
    public int running(final long migrationId, final long resumedAtNs) {
        running.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId).resumedAtNs(resumedAtNs);
        return length(running.encodedLength());
    }

    /**
     * Writes the end of a migration before the point of no return.
     *
     * @param migrationId the migration
     * @param reason      one line
     * @return length of the message
     */
    public int abort(final long migrationId, final String reason) {
        abort.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId).reason(clipped(reason));
        return length(abort.encodedLength());
    }

    /**
     * Writes the confirmation of an abort.
     *
     * @param migrationId the migration
     * @return length of the message
     */
    public int aborted(final long migrationId) {
        aborted.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId);
        return length(aborted.encodedLength());
    }

    /**
     * Writes the request for a page that a vCPU stands still for.
     *
     * @param migrationId the migration
     * @param page        page number
     * @return length of the message
     */
    public int pageRequest(final long migrationId, final long page) {
        pageRequest.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId).page(page);
        return length(pageRequest.encodedLength());
    }

    /**
     * Writes the news that the guest runs at the destination and every page is there.
     *
     * @param migrationId the migration
     * @param what        the particulars
     * @return length of the message
     */
    public int holding(final long migrationId, final Holding what) {
        holding.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId).resumedAtNs(what.resumedAtNs())
                .completedAtNs(what.completedAtNs()).attachment(what.attachment()).batches(what.batches())
                .digest(what.digest()).urgentBatches(what.urgentBatches()).urgentDigest(what.urgentDigest());
        return length(holding.encodedLength());
    }

    /**
     * Writes the question which pages the destination has, after the link was renewed.
     *
     * @param migrationId the migration
     * @param attachment  how often the link was renewed
     * @param fromPage    the first page asked for
     * @return length of the message
     */
    public int resume(final long migrationId, final int attachment, final long fromPage) {
        resume.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId).attachment(attachment)
                .fromPage(fromPage);
        return length(resume.encodedLength());
    }

    /**
     * Writes which pages are present.
     *
     * @param migrationId the migration
     * @param attachment  as in the question
     * @param fromPage    as in the question
     * @param words       a bit a page, at most {@link Wire#MAX_PRESENCE_WORDS} words
     * @param count       how many words count
     * @return length of the message
     */
    public int presence(final long migrationId, final int attachment, final long fromPage, final long[] words,
            final int count) {
        presence.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId).attachment(attachment)
                .fromPage(fromPage);
        for (int i = 0; i < count; i++) {
            bits.putLong(i << 3, words[i], ByteOrder.LITTLE_ENDIAN);
        }
        presence.putPresent(bits, 0, count << 3);
        return length(presence.encodedLength());
    }

    /**
     * Writes that the link is given up while pages are fetched over it.
     *
     * @param migrationId the migration
     * @param attachment  how often the link had been renewed
     * @param reason      one line
     * @return length of the message
     */
    public int severed(final long migrationId, final int attachment, final String reason) {
        severed.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId).attachment(attachment)
                .reason(clipped(reason));
        return length(severed.encodedLength());
    }

    /**
     * Writes the answer to the news that every page is at the destination: the source has dropped its own.
     *
     * @param migrationId the migration
     * @return length of the message
     */
    public int dropped(final long migrationId) {
        dropped.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId);
        return length(dropped.encodedLength());
    }

    private static int length(final int body) {
        return MessageHeaderEncoder.ENCODED_LENGTH + body;
    }

    private static String clipped(final String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
