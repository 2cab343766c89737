package io.whimbrel.harness.virtual;

import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.link.MessageOutbound;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One direction of a control stream in which any message may be lost, doubled or held up, and may be overtaken then. It
 * can be cut. What is on its way is delivered even if its sender has died meanwhile.
 */
final class UnreliableControl implements MessageOutbound {

    /**
     * How bad it is.
     *
     * @param loss        share of the messages that are lost
     * @param duplication share that arrives twice
     * @param delay       share that is held up
     * @param mostDelayNs for how long at most, nanoseconds
     */
    record Faults(double loss, double duplication, double delay, long mostDelayNs) {

        static final Faults NONE = new Faults(0, 0, 0, 0);
    }

    private record Message(long dueNs, long number, UnsafeBuffer content) {}

    private final MessageOutbound sound;
    private final NanoClock clock;
    private final Random random;
    private final PriorityQueue<Message> underWay = new PriorityQueue<>(
            Comparator.comparingLong(Message::dueNs).thenComparingLong(Message::number));
    private Faults faults;
    private boolean cut;
    private long offered;
    private long newestDelivered;
    private int lost;
    private int doubled;
    private int overtaken;

    UnreliableControl(final MessageOutbound sound, final NanoClock clock, final long seed, final Faults faults) {
        this.sound = sound;
        this.clock = clock;
        this.random = new Random(seed);
        this.faults = faults;
    }

    void becomeReliable() {
        faults = Faults.NONE;
    }

    void cut(final boolean isCut) {
        cut = isCut;
    }

    boolean isCut() {
        return cut;
    }

    int lost() {
        return lost;
    }

    int doubled() {
        return doubled;
    }

    int overtaken() {
        return overtaken;
    }

    @Override
    public LinkStatus offer(final DirectBuffer buffer, final int offset, final int length) {
        if (cut || random.nextDouble() < faults.loss) {
            lost++;
            return LinkStatus.OK;
        }
        offered++;
        final boolean twice = random.nextDouble() < faults.duplication;
        for (int copy = 0; copy < (twice ? 2 : 1); copy++) {
            final UnsafeBuffer content = new UnsafeBuffer(new byte[length]);
            content.putBytes(0, buffer, offset, length);
            final long delayNs = random.nextDouble() < faults.delay ? (long) (random.nextDouble() * faults.mostDelayNs)
                    : 0;
            underWay.add(new Message(clock.nanoTime() + delayNs, offered, content));
        }
        doubled += twice ? 1 : 0;
        return LinkStatus.OK;
    }

    /** Delivers what is due; to be called after every event. */
    void deliver() {
        while (!underWay.isEmpty() && underWay.peek().dueNs <= clock.nanoTime()) {
            final Message message = underWay.peek();
            if (!cut && sound.offer(message.content, 0, message.content.capacity()) != LinkStatus.OK) {
                return;
            }
            overtaken += message.number < newestDelivered ? 1 : 0;
            newestDelivered = Math.max(newestDelivered, message.number);
            underWay.remove();
        }
    }
}
