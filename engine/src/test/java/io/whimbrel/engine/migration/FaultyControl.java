package io.whimbrel.engine.migration;

import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.link.MessageOutbound;
import io.whimbrel.engine.protocol.sbe.MessageHeaderDecoder;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One direction of a control stream that loses, doubles or delays the first transmission of chosen messages, and can be
 * cut. A delayed message arrives after the next one.
 */
final class FaultyControl implements MessageOutbound {

    private final MessageOutbound sound;
    private final Map<Integer, Fate> fates;
    private final Map<Fate, Integer> met = new EnumMap<>(Fate.class);
    private UnsafeBuffer delayed;
    private boolean cut;

    /**
     * @param sound the sound stream beneath
     * @param fates template id of a message to what becomes of its first transmission
     */
    FaultyControl(final MessageOutbound sound, final Map<Integer, Fate> fates) {
        this.sound = sound;
        this.fates = new HashMap<>(fates);
    }

    void cut(final boolean isCut) {
        cut = isCut;
    }

    int met(final Fate fate) {
        return met.getOrDefault(fate, 0);
    }

    @Override
    public LinkStatus offer(final DirectBuffer buffer, final int offset, final int length) {
        if (cut) {
            return LinkStatus.OK;
        }
        final int template = buffer.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset());
        final Fate fate = fates.getOrDefault(template, Fate.DELIVER);
        fates.remove(template);
        met.merge(fate, 1, Integer::sum);
        switch (fate) {
            case DROP -> {
            }
            case DELAY -> {
                final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
                copy.putBytes(0, buffer, offset, length);
                delayed = copy;
            }
            case DELIVER, DUPLICATE -> {
                deliver(buffer, offset, length);
                if (fate == Fate.DUPLICATE) {
                    deliver(buffer, offset, length);
                }
                if (delayed != null) {
                    deliver(delayed, 0, delayed.capacity());
                    delayed = null;
                }
            }
        }
        return LinkStatus.OK;
    }

    private void deliver(final DirectBuffer buffer, final int offset, final int length) {
        if (sound.offer(buffer, offset, length) != LinkStatus.OK) {
            throw new AssertionError("the link beneath is full");
        }
    }
}
