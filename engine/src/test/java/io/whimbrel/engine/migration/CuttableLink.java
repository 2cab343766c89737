package io.whimbrel.engine.migration;

import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.link.ForwardingLinkEnd;
import io.whimbrel.engine.link.FrameHandler;
import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.engine.link.LinkEnd;
import io.whimbrel.engine.link.SourceLink;
import io.whimbrel.engine.protocol.sbe.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A link each of whose directions can be cut: what is sent that way, or was under way, is lost. Or frames alone are, and
 * both sides go on hearing each other.
 */
final class CuttableLink {

    /** Which directions. */
    enum Cut {
        FORTH, BACK, BOTH
    }

    private static final FrameHandler LOST = (buffer, offset, length) -> {};

    private final SourceLink source;
    private final DestinationLink destination;
    private final List<Inbound> forth = new ArrayList<>();
    private final List<Inbound> frames = new ArrayList<>();
    private final List<Inbound> back = new ArrayList<>();
    private final Inbound answers;

    CuttableLink(final SourceLink soundSource, final DestinationLink soundDestination) {
        final Inbound control = new Inbound(soundDestination.controlIn());
        final Inbound data = new Inbound(soundDestination.data());
        final Inbound urgent = new Inbound(soundDestination.urgent());
        answers = new Inbound(soundSource.controlIn());
        frames.addAll(List.of(data, urgent));
        forth.addAll(frames);
        forth.add(control);
        back.add(answers);
        source = new Source(soundSource, answers);
        destination = new Destination(soundDestination, control, data, urgent);
    }

    void cut(final Cut cut) {
        set(forth, cut != Cut.BACK);
        set(back, cut != Cut.FORTH);
    }

    void loseFrames(final boolean lose) {
        set(frames, lose);
    }

    /**
     * From now on, one of the answers of one kind is lost.
     *
     * @param template id of the message
     * @param which    the how many-eth; 0 for none
     */
    void loseAnswer(final int template, final int which) {
        answers.watch(template, which);
    }

    /**
     * From now on the answers of one kind say something else than was said.
     *
     * @param template id of the message
     * @param lie      changes a copy of it, header included
     */
    void forgeAnswers(final int template, final Consumer<MutableDirectBuffer> lie) {
        answers.forge(template, lie);
    }

    /** How many answers of that kind came, with the one that was lost. */
    int answers() {
        return answers.watched;
    }

    void heal() {
        set(forth, false);
        set(back, false);
    }

    private static void set(final List<Inbound> streams, final boolean isCut) {
        for (final Inbound stream : streams) {
            stream.cut(isCut);
        }
    }

    SourceLink source() {
        return source;
    }

    DestinationLink destination() {
        return destination;
    }

    private static final class Inbound implements FrameInbound {

        private final FrameInbound sound;
        private boolean isCut;
        private int template = -1;
        private int lost;
        private int watched;
        /** Null where all is handed over as it came. */
        private Consumer<MutableDirectBuffer> forgery;

        Inbound(final FrameInbound sound) {
            this.sound = sound;
        }

        void watch(final int ofTemplate, final int loses) {
            template = ofTemplate;
            lost = loses;
            watched = 0;
        }

        void forge(final int ofTemplate, final Consumer<MutableDirectBuffer> lie) {
            watch(ofTemplate, 0);
            forgery = lie;
        }

        void cut(final boolean cut) {
            while ((isCut || cut) && sound.poll(LOST, 100) > 0) {
                // What lies there is lost.
            }
            isCut = cut;
        }

        @Override
        public int poll(final FrameHandler handler, final int limit) {
            if (isCut) {
                sound.poll(LOST, limit);
                return 0;
            }
            return template < 0 ? sound.poll(handler, limit) : sound.poll((buffer, offset, length) -> {
                final int id = buffer.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset());
                if (id != template) {
                    handler.onFrame(buffer, offset, length);
                } else if (++watched != lost) {
                    handOver(handler, buffer, offset, length);
                }
            }, limit);
        }

        private void handOver(final FrameHandler handler, final DirectBuffer buffer, final int offset,
                final int length) {
            if (forgery == null) {
                handler.onFrame(buffer, offset, length);
                return;
            }
            final UnsafeBuffer forged = new UnsafeBuffer(new byte[length]);
            forged.putBytes(0, buffer, offset, length);
            forgery.accept(forged);
            handler.onFrame(forged, 0, length);
        }
    }

    private abstract static class End extends ForwardingLinkEnd {

        private final Inbound control;

        End(final LinkEnd sound, final Inbound control) {
            super(sound);
            this.control = control;
        }

        @Override
        public FrameInbound controlIn() {
            return control;
        }
    }

    private static final class Source extends End implements SourceLink {

        private final SourceLink sound;

        Source(final SourceLink sound, final Inbound control) {
            super(sound, control);
            this.sound = sound;
        }

        @Override
        public FrameOutbound data() {
            return sound.data();
        }

        @Override
        public FrameOutbound urgent() {
            return sound.urgent();
        }
    }

    private static final class Destination extends End implements DestinationLink {

        private final Inbound data;
        private final Inbound urgent;

        Destination(final DestinationLink sound, final Inbound control, final Inbound data, final Inbound urgent) {
            super(sound, control);
            this.data = data;
            this.urgent = urgent;
        }

        @Override
        public FrameInbound data() {
            return data;
        }

        @Override
        public FrameInbound urgent() {
            return urgent;
        }
    }
}
