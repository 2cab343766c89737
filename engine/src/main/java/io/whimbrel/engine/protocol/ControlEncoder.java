package io.whimbrel.engine.protocol;

import io.whimbrel.engine.link.MessageOutbound;
import io.whimbrel.engine.protocol.sbe.AbortEncoder;
import io.whimbrel.engine.protocol.sbe.AbortedEncoder;
import io.whimbrel.engine.protocol.sbe.CommitEncoder;
import io.whimbrel.engine.protocol.sbe.HeartbeatEncoder;
import io.whimbrel.engine.protocol.sbe.HelloEncoder;
import io.whimbrel.engine.protocol.sbe.HelloReplyEncoder;
import io.whimbrel.engine.protocol.sbe.HelloStatus;
import io.whimbrel.engine.protocol.sbe.MessageHeaderEncoder;
import io.whimbrel.engine.protocol.sbe.PrepareEncoder;
import io.whimbrel.engine.protocol.sbe.PreparedEncoder;
import io.whimbrel.engine.protocol.sbe.RunningEncoder;
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
                .protocolVersion(greeting.protocolVersion()).vcpus(greeting.vcpus()).pageBytes(greeting.pageBytes())
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
     * @param migrationId   the migration
     * @param batches       batches sent
     * @param pages         page entries sent
     * @param digest        over the batches
     * @param guestStartNs  source's clock: when the guest was started
     * @param measureFromNs guest time from which operations count as during the migration
     * @param state         the execution state
     * @param stateLength   its length
     * @return length of the message
     */
    public int prepare(final long migrationId, final long batches, final long pages, final long digest,
            final long guestStartNs, final long measureFromNs, final MutableDirectBuffer state,
            final int stateLength) {
        prepare.wrapAndApplyHeader(buffer, 0, header).migrationId(migrationId).batches(batches).pages(pages)
                .digest(digest).guestStartNs(guestStartNs).measureFromNs(measureFromNs)
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

    private static int length(final int body) {
        return MessageHeaderEncoder.ENCODED_LENGTH + body;
    }

    private static String clipped(final String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
