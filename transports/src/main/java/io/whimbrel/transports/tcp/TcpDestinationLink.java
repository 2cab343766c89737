package io.whimbrel.transports.tcp;

import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * The destination's end over TCP. Serves the source whose control connection comes first; turns others away as long as
 * that one is there, and serves the next when it has taken its leave. A source that is gone before all of its
 * connections were there, or before it has said a word, was none.
 */
final class TcpDestinationLink extends TcpLink implements DestinationEnd {

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int READ_BYTES = 256 << 10;
    /** Until a page has been demanded: from then on vCPUs may wait for one that was pushed just before they asked for it. */
    private static final long REST_NS = TimeUnit.MICROSECONDS.toNanos(30);

    private final TcpInbound data;
    private final TcpInbound urgent;
    private final Doorway doorway;
    private final String address;
    /** The source that is served, or whose connections are coming together; null while there is none. */
    private Session guest;
    private long deadlineNs;

    /**
     * Listens.
     *
     * @param host     as it was given: what a source is told
     * @param resolved where to listen
     * @throws IOException when that cannot be
     */
    TcpDestinationLink(final TcpSettings settings, final String host, final InetSocketAddress resolved,
            final NanoClock clock) throws IOException {
        final TcpInbound urgent = new TcpInbound("urgent");
        final TcpInbound data = new TcpInbound("data", clock, REST_NS, () -> !urgent.hasBegun());
        super(settings, clock, new TcpOutbound[0], new TcpInbound[]{data, urgent});
        this.data = data;
        this.urgent = urgent;
        doorway = Doorway.open(resolved, settings.socketBufferBytes(), clock, this::receive);
        address = new Endpoint(host, doorway.port()).toString();
    }

    @Override
    int meet() throws IOException {
        if (guest != null && !isOpen() && (!guest.isWaiting() || clock.nanoTime() - deadlineNs >= 0)) {
            guest.close();
            guest = null;
        }
        return doorway.doWork();
    }

    private Preamble.Kind receive(final Preamble preamble, final Connection connection) {
        if (guest == null && preamble.kind() == Preamble.Kind.CONTROL) {
            guest = new Session(preamble);
            deadlineNs = clock.nanoTime() + PATIENCE_NS;
        }
        if (guest == null || !guest.add(preamble, connection)) {
            return Preamble.Kind.BUSY;
        }
        if (guest.isComplete()) {
            open(guest);
        }
        return Preamble.Kind.WELCOME;
    }

    @Override
    void connectFrames(final Session opened) {
        final int maxFrameLength = opened.preamble().maxFrameLength();
        data.connect(opened.data(), maxFrameLength, READ_BYTES);
        urgent.connect(opened.urgent(), maxFrameLength, READ_BYTES);
    }

    @Override
    void parted() {
        guest = null;
    }

    @Override
    boolean isMissed(final boolean hasSpoken) {
        return hasSpoken;
    }

    @Override
    String peer() {
        return "the source";
    }

    @Override
    void stopMeeting() {
        doorway.close();
        if (guest != null && !isOpen()) {
            guest.close();
        }
    }

    @Override
    void visitMore(final CounterVisitor visitor) {
        visitor.counter("connectionsRefused", doorway.shownOut());
    }

    @Override
    public String address() {
        return address;
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
