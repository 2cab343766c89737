package io.whimbrel.harness.virtual;

import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.link.ForwardingLinkEnd;
import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.engine.link.LinkEnd;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.link.MessageOutbound;
import io.whimbrel.engine.link.SourceLink;
import io.whimbrel.transports.modelled.ModelledLink;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.NanoClock;

/** A modelled link whose control streams misbehave, and whose directions can be cut. */
final class UnreliableLink {

    final UnreliableControl forth;
    final UnreliableControl back;
    private final ModelledLink sound;

    UnreliableLink(final ModelledLink sound, final NanoClock clock, final long seed,
            final UnreliableControl.Faults faults) {
        this.sound = sound;
        forth = new UnreliableControl(sound.source().controlOut(), clock, seed, faults);
        back = new UnreliableControl(sound.destination().controlOut(), clock, ~seed, faults);
    }

    void deliver() {
        forth.deliver();
        back.deliver();
    }

    void becomeReliable() {
        forth.becomeReliable();
        back.becomeReliable();
        cut(false, false);
    }

    void cut(final boolean cutForth, final boolean cutBack) {
        forth.cut(cutForth);
        back.cut(cutBack);
    }

    SourceLink source() {
        return new Source();
    }

    DestinationLink destination() {
        return new Destination();
    }

    /** What the ends have in common. */
    private abstract static class End extends ForwardingLinkEnd {

        private final MessageOutbound out;

        End(final LinkEnd end, final MessageOutbound out) {
            super(end);
            this.out = out;
        }

        @Override
        public MessageOutbound controlOut() {
            return out;
        }
    }

    private final class Source extends End implements SourceLink {

        private final FrameOutbound data = new Cuttable(sound.source().data());
        private final FrameOutbound urgent = new Cuttable(sound.source().urgent());

        Source() {
            super(sound.source(), forth);
        }

        @Override
        public FrameOutbound data() {
            return data;
        }

        @Override
        public FrameOutbound urgent() {
            return urgent;
        }
    }

    private final class Destination extends End implements DestinationLink {

        Destination() {
            super(sound.destination(), back);
        }

        @Override
        public FrameInbound data() {
            return sound.destination().data();
        }

        @Override
        public FrameInbound urgent() {
            return sound.destination().urgent();
        }
    }

    /** Pages are not lost while the link is cut: they wait to be sent. */
    private final class Cuttable implements FrameOutbound {

        private final FrameOutbound whole;

        Cuttable(final FrameOutbound whole) {
            this.whole = whole;
        }

        @Override
        public int maxFrameLength() {
            return whole.maxFrameLength();
        }

        @Override
        public LinkStatus tryClaim(final int length) {
            return tryClaim(length, 0);
        }

        @Override
        public LinkStatus tryClaim(final int length, final int omittedBytes) {
            return forth.isCut() ? LinkStatus.BACK_PRESSURED : whole.tryClaim(length, omittedBytes);
        }

        @Override
        public MutableDirectBuffer buffer() {
            return whole.buffer();
        }

        @Override
        public int offset() {
            return whole.offset();
        }

        @Override
        public void commit() {
            whole.commit();
        }

        @Override
        public void abort() {
            whole.abort();
        }
    }
}
