package io.whimbrel.engine.protocol;

import io.whimbrel.engine.link.FrameHandler;
import io.whimbrel.engine.protocol.sbe.AbortDecoder;
import io.whimbrel.engine.protocol.sbe.AbortedDecoder;
import io.whimbrel.engine.protocol.sbe.CommitDecoder;
import io.whimbrel.engine.protocol.sbe.DroppedDecoder;
import io.whimbrel.engine.protocol.sbe.HeartbeatDecoder;
import io.whimbrel.engine.protocol.sbe.HelloDecoder;
import io.whimbrel.engine.protocol.sbe.HelloReplyDecoder;
import io.whimbrel.engine.protocol.sbe.HelloStatus;
import io.whimbrel.engine.protocol.sbe.MessageHeaderDecoder;
import io.whimbrel.engine.protocol.sbe.PrepareDecoder;
import io.whimbrel.engine.protocol.sbe.PreparedDecoder;
import io.whimbrel.engine.protocol.sbe.RunningDecoder;
import io.whimbrel.engine.protocol.sbe.HoldingDecoder;
import io.whimbrel.engine.protocol.sbe.PageRequestDecoder;
import io.whimbrel.engine.protocol.sbe.PresenceDecoder;
import io.whimbrel.engine.protocol.sbe.ResumeDecoder;
import io.whimbrel.engine.protocol.sbe.SeveredDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decodes control messages and hands them to a handler. A message that no peer of this schema sends throws
 * {@link ProtocolException}. Not thread-safe.
 */
public final class ControlDecoder implements FrameHandler {

    private final ControlHandler handler;
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final HelloDecoder hello = new HelloDecoder();
    private final HelloReplyDecoder helloReply = new HelloReplyDecoder();
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    private final PrepareDecoder prepare = new PrepareDecoder();
    private final PreparedDecoder prepared = new PreparedDecoder();
    private final CommitDecoder commit = new CommitDecoder();
    private final RunningDecoder running = new RunningDecoder();
    private final AbortDecoder abort = new AbortDecoder();
    private final AbortedDecoder aborted = new AbortedDecoder();
    private final PageRequestDecoder pageRequest = new PageRequestDecoder();
    private final HoldingDecoder holding = new HoldingDecoder();
    private final ResumeDecoder resume = new ResumeDecoder();
    private final PresenceDecoder presence = new PresenceDecoder();
    private final SeveredDecoder severed = new SeveredDecoder();
    private final DroppedDecoder dropped = new DroppedDecoder();

    /**
     * Makes a decoder.
     *
     * @param handler receives the messages
     */
    public ControlDecoder(final ControlHandler handler) {
        this.handler = handler;
    }

    @Override
    public void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
            throw new ProtocolException("a control message of " + length + " B is shorter than its header");
        }
        // Wrapped on its own, so that a length that lies inside the message is caught at the message's end.
        message.wrap(buffer, offset, length);
        header.wrap(message, 0);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            throw new ProtocolException("a control message of schema " + header.schemaId() + ", not "
                    + MessageHeaderDecoder.SCHEMA_ID + ": the peer is not a Whimbrel");
        }
        try {
            dispatch(header.templateId());
        } catch (final IndexOutOfBoundsException e) {
            throw new ProtocolException("a control message of " + length + " B ends too early: " + e.getMessage());
        }
    }

    private void dispatch(final int templateId) {
        switch (templateId) {
            case HelloDecoder.TEMPLATE_ID -> onHello();
            case HelloReplyDecoder.TEMPLATE_ID -> {
                helloReply.wrapAndApplyHeader(message, 0, header);
                handler.onHelloReply(helloReply.migrationId(), helloReply.clockDomain(),
                        helloReply.status() == HelloStatus.READY ? null : helloReply.reason());
            }
            case HeartbeatDecoder.TEMPLATE_ID -> {
                heartbeat.wrapAndApplyHeader(message, 0, header);
                handler.onHeartbeat(heartbeat.migrationId(), heartbeat.sentAtNs(), heartbeat.echoSentAtNs(),
                        heartbeat.echoHeldNs());
            }
            case PrepareDecoder.TEMPLATE_ID -> onPrepare();
            case PreparedDecoder.TEMPLATE_ID -> {
                prepared.wrapAndApplyHeader(message, 0, header);
                handler.onPrepared(prepared.migrationId(), prepared.pages(), prepared.digest());
            }
            case CommitDecoder.TEMPLATE_ID ->
                handler.onCommit(commit.wrapAndApplyHeader(message, 0, header).migrationId());
            case RunningDecoder.TEMPLATE_ID -> {
                running.wrapAndApplyHeader(message, 0, header);
                handler.onRunning(running.migrationId(), running.resumedAtNs());
            }
            case AbortDecoder.TEMPLATE_ID -> {
                abort.wrapAndApplyHeader(message, 0, header);
                handler.onAbort(abort.migrationId(), abort.reason());
            }
            case AbortedDecoder.TEMPLATE_ID ->
                handler.onAborted(aborted.wrapAndApplyHeader(message, 0, header).migrationId());
            case PageRequestDecoder.TEMPLATE_ID -> {
                pageRequest.wrapAndApplyHeader(message, 0, header);
                handler.onPageRequest(pageRequest.migrationId(), pageRequest.page());
            }
            case HoldingDecoder.TEMPLATE_ID -> onHolding();
            case ResumeDecoder.TEMPLATE_ID -> {
                resume.wrapAndApplyHeader(message, 0, header);
                handler.onResume(resume.migrationId(), resume.attachment(), resume.fromPage());
            }
            case PresenceDecoder.TEMPLATE_ID -> onPresence();
            case SeveredDecoder.TEMPLATE_ID -> {
                severed.wrapAndApplyHeader(message, 0, header);
                handler.onSevered(severed.migrationId(), severed.attachment(), severed.reason());
            }
            case DroppedDecoder.TEMPLATE_ID ->
                handler.onDropped(dropped.wrapAndApplyHeader(message, 0, header).migrationId());
            default -> throw new ProtocolException("an unknown control message, template " + templateId);
        }
    }

    private void onHello() {
        hello.wrapAndApplyHeader(message, 0, header);
        final long migrationId = hello.migrationId();
        final int protocolVersion = hello.protocolVersion();
        final int vcpus = hello.vcpus();
        final long pageBytes = hello.pageBytes();
        final long memoryBytes = hello.memoryBytes();
        final long byteOrderMark = hello.byteOrderMark();
        final long clockDomain = hello.clockDomain();
        final GuestForm form = GuestForm.of(hello.form());
        final String encoding = hello.encoding();
        final String guest = hello.guest();
        handler.onHello(migrationId, new Greeting(protocolVersion, vcpus, pageBytes, memoryBytes, byteOrderMark,
                clockDomain, form, encoding, guest));
    }

    private void onPrepare() {
        prepare.wrapAndApplyHeader(message, 0, header);
        final int length = prepare.stateLength();
        final int offset = prepare.limit() + PrepareDecoder.stateHeaderLength();
        message.boundsCheck(offset, length);
        handler.onPrepare(prepare.migrationId(), new Announcement(prepare.batches(), prepare.pages(), prepare.digest(),
                prepare.guestStartNs(), prepare.measureFromNs(), prepare.absentPages()), message, offset, length);
    }

    private void onHolding() {
        holding.wrapAndApplyHeader(message, 0, header);
        handler.onHolding(holding.migrationId(), new Holding(holding.resumedAtNs(), holding.completedAtNs(),
                holding.attachment(), holding.batches(), holding.digest(), holding.urgentBatches(),
                holding.urgentDigest()));
    }

    private void onPresence() {
        presence.wrapAndApplyHeader(message, 0, header);
        final int length = presence.presentLength();
        final int offset = presence.limit() + PresenceDecoder.presentHeaderLength();
        message.boundsCheck(offset, length);
        handler.onPresence(presence.migrationId(), presence.attachment(), presence.fromPage(), message, offset,
                length);
    }
}
