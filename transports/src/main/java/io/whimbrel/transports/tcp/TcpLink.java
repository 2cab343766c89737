package io.whimbrel.transports.tcp;

import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.link.MessageOutbound;
import io.whimbrel.transports.TransportEnd;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.NanoClock;

/**
 * What the two ends of a TCP link have in common: a control stream each way, and the judgement of how it ends. It has no
 * threads: what a socket did not take at once, it is given by {@link #doWork()}.
 *
 * <p>An end that is closed says goodbye on its control connection. Control that ends without one means that the other
 * side has died, which is known as soon as its machine says so, and ends the link for good.
 */
abstract class TcpLink implements TransportEnd {

    static final int CONTROL_FRAME_BYTES = MessageOutbound.MAX_MESSAGE_LENGTH;

    final NanoClock clock;
    private final TcpOutbound controlOut = new TcpOutbound("control", CONTROL_FRAME_BYTES);
    private final TcpInbound controlIn = new TcpInbound("control");
    private final TcpOutbound[] framesOut;
    private final TcpInbound[] framesIn;
    private final Map<String, Long> errors = new LinkedHashMap<>();
    private volatile TcpSettings settings;
    private volatile String failure;
    private volatile boolean closed;
    private volatile Session session;

    /**
     * Opens an end.
     *
     * @param framesOut the streams that it sends besides control
     * @param framesIn  the streams that it receives besides control
     */
    TcpLink(final TcpSettings settings, final NanoClock clock, final TcpOutbound[] framesOut,
            final TcpInbound[] framesIn) {
        this.settings = settings;
        this.clock = clock;
        this.framesOut = framesOut;
        this.framesIn = framesIn;
    }

    /** Looks for the other side, or after those who take this for the other side. Answers work done. */
    abstract int meet() throws IOException;

    /** Connects the streams besides control. */
    abstract void connectFrames(Session opened);

    /**
     * Whether it matters that the other side has gone without a goodbye.
     *
     * @param hasSpoken whether anything that it had sent was taken
     */
    abstract boolean isMissed(boolean hasSpoken);

    /** How the other side is spoken of. */
    abstract String peer();

    /** Gives back what looks for the other side. */
    abstract void stopMeeting();

    /** The counters that only this end has. */
    abstract void visitMore(CounterVisitor visitor);

    final TcpSettings inEffect() {
        return settings;
    }

    final boolean isOpen() {
        return session != null;
    }

    /** All connections are there: frames may go. */
    final void open(final Session complete) {
        session = complete;
        settings = settings.as(complete.preamble());
        controlOut.connect(complete.control(), TcpSettings.waitingBytes(CONTROL_FRAME_BYTES, 1));
        controlIn.connect(complete.control(), CONTROL_FRAME_BYTES, 2 * CONTROL_FRAME_BYTES);
        connectFrames(complete);
    }

    @Override
    public final synchronized int doWork() {
        if (closed || failure != null) {
            return 0;
        }
        try {
            return meet() + (isOpen() ? exchange() : 0);
        } catch (final IOException e) {
            fail(Connection.text(e));
            return 0;
        }
    }

    private int exchange() {
        int moved = controlIn.fill() + controlOut.flush();
        for (final TcpOutbound stream : framesOut) {
            moved += stream.flush();
        }
        judge();
        return moved > 0 ? 1 : 0;
    }

    /** What the other side said last is taken before what became of it is said. */
    private void judge() {
        if (session.trouble() == null) {
            return;
        }
        // A goodbye is said before anything is closed, and so is there by now.
        controlIn.fill();
        disconnectOut();
        if (!controlIn.isDrained()) {
            return;
        }
        if (controlIn.hasHeardGoodbye() || !isMissed(hasHeard())) {
            part();
        } else {
            die(session.trouble());
        }
    }

    private boolean hasHeard() {
        boolean heard = controlIn.hasBegun();
        for (final TcpInbound stream : framesIn) {
            heard |= stream.hasBegun();
        }
        return heard;
    }

    private void die(final String trouble) {
        fail(peer() + " is gone: " + trouble);
        session.close();
    }

    private void part() {
        controlIn.disconnect();
        for (final TcpInbound stream : framesIn) {
            stream.disconnect();
        }
        session.close();
        session = null;
        parted();
    }

    /** The other side has taken its leave. */
    abstract void parted();

    private void disconnectOut() {
        controlOut.disconnect();
        for (final TcpOutbound stream : framesOut) {
            stream.disconnect();
        }
    }

    /** The first failure is the cause; what follows from it does not replace it. */
    final synchronized void fail(final String line) {
        note(line);
        if (failure == null) {
            failure = line;
        }
    }

    /** Records an error that the link survives. */
    final synchronized void note(final String line) {
        errors.merge(line, 1L, Long::sum);
    }

    @Override
    public final MessageOutbound controlOut() {
        return controlOut;
    }

    @Override
    public final FrameInbound controlIn() {
        return controlIn;
    }

    @Override
    public final String failure() {
        return failure;
    }

    @Override
    public final Map<String, Object> settings() {
        return settings.describe();
    }

    @Override
    public final List<String> notes() {
        return settings.notes();
    }

    @Override
    public final synchronized List<String> errors() {
        return errors.entrySet().stream()
                .map(entry -> entry.getValue() == 1 ? entry.getKey() : entry.getKey() + " (" + entry.getValue() + "x)")
                .toList();
    }

    @Override
    public final void counters(final CounterVisitor visitor) {
        controlOut.visit(visitor);
        controlIn.visit(visitor);
        for (final TcpOutbound stream : framesOut) {
            stream.visit(visitor);
        }
        for (final TcpInbound stream : framesIn) {
            stream.visit(visitor);
        }
        visitMore(visitor);
    }

    @Override
    public final synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        controlOut.close();
        controlIn.close();
        for (final TcpOutbound stream : framesOut) {
            stream.flush();
            stream.close();
        }
        for (final TcpInbound stream : framesIn) {
            stream.close();
        }
        stopMeeting();
        if (session != null) {
            controlOut.sayGoodbye();
            session.close();
        }
    }
}
