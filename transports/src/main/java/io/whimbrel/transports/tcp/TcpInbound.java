package io.whimbrel.transports.tcp;

import io.whimbrel.engine.link.FrameHandler;
import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.link.LinkEnd;
import io.whimbrel.engine.protocol.ProtocolException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.NanoClock;

/** The receiving end of a stream: takes frames from its connections in the turn in which they were given to them. */
final class TcpInbound implements FrameInbound {

    private static final FrameReader[] NOT_CONNECTED = {};

    private final String name;
    private final NanoClock clock;
    private final long restNs;
    private final BooleanSupplier mayRest;
    private volatile boolean closed;
    private FrameReader[] readers = NOT_CONNECTED;
    private int turn;
    private int number;
    private long frames;
    private long bytes;
    private long earlierReads;
    private long restUntilNs;

    /** One whose sockets are asked at every poll. */
    TcpInbound(final String name) {
        this(name, () -> 0, 0, () -> false);
    }

    /**
     * One that leaves a socket alone for a while after nothing was in it: to ask it all the time slows whoever is filling
     * it.
     *
     * @param restNs  for how long
     * @param mayRest as long as nobody waits for single frames
     */
    TcpInbound(final String name, final NanoClock clock, final long restNs, final BooleanSupplier mayRest) {
        this.name = name;
        this.clock = clock;
        this.restNs = restNs;
        this.mayRest = mayRest;
        restUntilNs = clock.nanoTime();
    }

    /** Receives from these from now on. */
    void connect(final List<Connection> connections, final int maxFrameLength, final int capacityBytes) {
        disconnect();
        readers = connections.stream()
                .map(connection -> new FrameReader(connection, name + " stream", maxFrameLength, capacityBytes))
                .toArray(FrameReader[]::new);
        turn = 0;
        number = 0;
    }

    /** From now on nothing comes. */
    void disconnect() {
        earlierReads = reads();
        readers = NOT_CONNECTED;
    }

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        int delivered = 0;
        while (delivered < limit && !closed && hasNext()) {
            final FrameReader reader = readers[turn];
            turn = turn + 1 == readers.length ? 0 : turn + 1;
            number++;
            delivered++;
            frames++;
            bytes += reader.frameLength();
            handler.onFrame(reader.buffer(), reader.frameOffset(), reader.frameLength());
        }
        return delivered;
    }

    private boolean hasNext() {
        if (readers.length == 0) {
            return false;
        }
        final FrameReader reader = readers[turn];
        try {
            return reader.next(number) || read(reader) && reader.next(number);
        } catch (final ProtocolException e) {
            // Where the next frame begins nobody knows: once is enough to say so.
            disconnect();
            throw e;
        }
    }

    private boolean read(final FrameReader reader) {
        if (!mayRest.getAsBoolean()) {
            return reader.fill() > 0;
        }
        final long nowNs = clock.nanoTime();
        if (nowNs - restUntilNs < 0) {
            return false;
        }
        if (reader.fill() > 0) {
            return true;
        }
        restUntilNs = nowNs + restNs;
        return false;
    }

    /** Reads ahead, so that it shows when the other side has gone. Answers how many bytes came. */
    int fill() {
        int read = 0;
        for (final FrameReader reader : readers) {
            read += reader.fill();
        }
        return read;
    }

    /** Whether a frame was taken since it was connected. */
    boolean hasBegun() {
        return number != 0;
    }

    /** Whether all that came in whole was taken. */
    boolean isDrained() {
        for (final FrameReader reader : readers) {
            if (reader.hasFrame()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the other side has taken its leave. */
    boolean hasHeardGoodbye() {
        return readers.length > 0 && readers[turn].hasHeardGoodbye();
    }

    void close() {
        closed = true;
    }

    private long reads() {
        long reads = earlierReads;
        for (final FrameReader reader : readers) {
            reads += reader.reads();
        }
        return reads;
    }

    void visit(final LinkEnd.CounterVisitor visitor) {
        visitor.counter(name + "FramesReceived", frames);
        visitor.counter(name + "BytesReceived", bytes);
        visitor.counter(name + "SocketReads", reads());
    }
}
