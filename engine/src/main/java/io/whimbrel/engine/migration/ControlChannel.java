package io.whimbrel.engine.migration;

import io.whimbrel.engine.link.LinkEnd;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.link.MessageOutbound;
import io.whimbrel.engine.protocol.ControlDecoder;
import io.whimbrel.engine.protocol.ControlEncoder;
import io.whimbrel.engine.protocol.ControlHandler;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One side's control stream. It says one thing at a time, the message that belongs to the side's state, and says it
 * again with every heartbeat until the state changes: so a message that is lost, late or doubled changes nothing. It
 * also notices when the peer has fallen silent.
 */
final class ControlChannel {

    private static final int MESSAGES_PER_CYCLE = 8;

    private LinkEnd link;
    private final ControlDecoder decoder;
    private final ControlEncoder statements = new ControlEncoder();
    private final ControlEncoder heartbeats = new ControlEncoder();
    private final ControlEncoder asides = new ControlEncoder();
    private final UnsafeBuffer statement = new UnsafeBuffer(new byte[MessageOutbound.MAX_MESSAGE_LENGTH]);
    private final MigrationTimings timings;
    private final PeerClock peerClock = new PeerClock();
    private int statementLength;
    private boolean statementDue;
    private boolean heartbeatDue;
    private long nextHeartbeatNs = Long.MIN_VALUE;
    private long lookedAtNs;
    private long stoodStillNs;
    private long heardAtNs;

    ControlChannel(final LinkEnd link, final ControlHandler handler, final MigrationTimings timings) {
        this.link = link;
        this.decoder = new ControlDecoder(handler);
        this.timings = timings;
    }

    /** Encodes the next statement; to be followed by {@link #say}. */
    ControlEncoder encoder() {
        return statements;
    }

    /** From now on this is what is said. */
    void say(final int length) {
        statement.putBytes(0, statements.buffer(), 0, length);
        statementLength = length;
        statementDue = true;
    }

    /** From now on there is nothing to say but that we live. */
    void sayNothing() {
        statementLength = 0;
        statementDue = false;
    }

    /** Encodes what is said once, beside the statement; to be followed by {@link #tell}. */
    ControlEncoder asides() {
        return asides;
    }

    /**
     * Says something once.
     *
     * @return false when the link has no room now
     */
    boolean tell(final int length) {
        return offer(asides.buffer(), length);
    }

    /** Goes on over another link. */
    void renew(final LinkEnd newLink, final long nowNs) {
        link = newLink;
        nextHeartbeatNs = nowNs;
        heard(nowNs);
    }

    /** Receives, and sends what is due. */
    int doWork(final long migrationId, final long nowNs) {
        look(nowNs);
        int work = link.controlIn().poll(decoder, MESSAGES_PER_CYCLE);
        if (nowNs >= nextHeartbeatNs) {
            nextHeartbeatNs = nowNs + timings.heartbeatIntervalNs();
            heartbeatDue = true;
            statementDue = statementLength > 0;
        }
        if (statementDue && offer(statement, statementLength)) {
            statementDue = false;
            work++;
        }
        if (heartbeatDue) {
            final int length = heartbeats.heartbeat(migrationId, nowNs, peerClock.echoSentAtNs(),
                    peerClock.echoHeldNs(nowNs));
            if (offer(heartbeats.buffer(), length)) {
                heartbeatDue = false;
                work++;
            }
        }
        return work;
    }

    /**
     * What passes while this side stands still says nothing of the peer, which may have stood still with it. So a duty
     * cycle counts for no more than a heartbeat, however long it takes; and for something, so that a dead peer is found.
     */
    private void look(final long nowNs) {
        final long lateNs = nowNs - lookedAtNs - timings.heartbeatIntervalNs();
        if (lateNs > 0) {
            stoodStillNs += lateNs;
        }
        lookedAtNs = nowNs;
    }

    private boolean offer(final DirectBuffer buffer, final int length) {
        return link.controlOut().offer(buffer, 0, length) == LinkStatus.OK;
    }

    /** The peer gave a sign of life. */
    void heard(final long nowNs) {
        look(nowNs);
        heardAtNs = attendedNs(nowNs);
    }

    /** How long the peer has given none, as far as this side would have noticed. */
    long silenceNs(final long nowNs) {
        return attendedNs(nowNs) - heardAtNs;
    }

    /** A time less all that passed while this side stood still: to wait by for what the peer sends. */
    long attendedNs(final long nowNs) {
        return nowNs - stoodStillNs;
    }

    PeerClock peerClock() {
        return peerClock;
    }
}
