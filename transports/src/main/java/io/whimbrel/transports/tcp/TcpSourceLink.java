package io.whimbrel.transports.tcp;

import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.transports.SourceEnd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * The source's end over TCP. Dials the control connection, and once that is welcome the others; when one of them cannot
 * be had, it lets go of all and begins anew a little later. A link connects once: a second attempt takes a second link.
 */
final class TcpSourceLink extends TcpLink implements SourceEnd {

    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String name;
    private final InetSocketAddress remote;
    private final TcpOutbound data;
    private final TcpOutbound urgent;
    private final List<Dial> dials = new ArrayList<>();
    private Preamble preamble;
    private boolean done;
    private long nextTryNs;

    /**
     * Opens the end.
     *
     * @param name   the destination's address as it was given
     * @param remote where the destination listens
     */
    TcpSourceLink(final TcpSettings settings, final String name, final InetSocketAddress remote,
            final NanoClock clock) {
        final TcpOutbound data = new TcpOutbound("data", settings.frameBytes());
        final TcpOutbound urgent = new TcpOutbound("urgent", settings.frameBytes());
        super(settings, clock, new TcpOutbound[]{data, urgent}, new TcpInbound[0]);
        this.data = data;
        this.urgent = urgent;
        this.name = name;
        this.remote = remote;
        nextTryNs = clock.nanoTime();
    }

    @Override
    int meet() {
        if (done) {
            return 0;
        }
        try {
            return dials.isEmpty() ? begin() : advance();
        } catch (final IOException e) {
            giveUp(Connection.text(e));
            return 0;
        }
    }

    private int begin() throws IOException {
        if (clock.nanoTime() - nextTryNs < 0) {
            return 0;
        }
        preamble = new Preamble(Preamble.Kind.CONTROL, ThreadLocalRandom.current().nextLong(), 0,
                inEffect().streams(), inEffect().frameBytes());
        dial(preamble);
        return 1;
    }

    private void dial(final Preamble connection) throws IOException {
        dials.add(Dial.to(remote, connection, inEffect().socketBufferBytes()));
    }

    private int advance() throws IOException {
        boolean welcome = true;
        for (final Dial dial : dials) {
            switch (dial.advance()) {
                case WELCOME -> {
                }
                case UNDER_WAY -> welcome = false;
                case FAILED -> {
                    giveUp(dial.failure());
                    return 0;
                }
                case BUSY -> {
                    refuse("the destination at " + name + " is serving another source");
                    return 0;
                }
                case STRANGER -> {
                    refuse("what answers at " + name + " is no migration's destination");
                    return 0;
                }
            }
        }
        return welcome ? goOn() : 0;
    }

    private int goOn() throws IOException {
        if (dials.size() == 1) {
            dial(preamble.as(Preamble.Kind.URGENT, 0));
            for (int stripe = 0; stripe < preamble.streams(); stripe++) {
                dial(preamble.as(Preamble.Kind.DATA, stripe));
            }
        } else {
            final Session session = new Session(preamble);
            dials.forEach(dial -> session.add(dial.preamble(), dial.connection()));
            dials.clear();
            done = true;
            open(session);
        }
        return 1;
    }

    private void giveUp(final String why) {
        note("cannot connect to " + name + ": " + why);
        stopMeeting();
        nextTryNs = clock.nanoTime() + RETRY_NS;
    }

    private void refuse(final String why) {
        fail(why);
        stopMeeting();
    }

    @Override
    void stopMeeting() {
        dials.forEach(Dial::close);
        dials.clear();
    }

    @Override
    void connectFrames(final Session opened) {
        final int frameBytes = inEffect().frameBytes();
        urgent.connect(opened.urgent(), TcpSettings.waitingBytes(frameBytes, 1));
        data.connect(opened.data(), TcpSettings.waitingBytes(frameBytes, opened.data().size()));
    }

    @Override
    void parted() {
        // The streams answer that nobody is there.
    }

    @Override
    boolean isMissed(final boolean hasSpoken) {
        return true;
    }

    @Override
    String peer() {
        return "the destination at " + name;
    }

    @Override
    void visitMore(final CounterVisitor visitor) {
        // The streams' own are all.
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
