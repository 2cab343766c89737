package io.whimbrel.transports.tcp;

import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.engine.link.LinkEnd;
import io.whimbrel.engine.link.LinkStatus;
import io.whimbrel.engine.link.MessageOutbound;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The sending end of a stream. Frames go to its connections in turn, one each, and the other side takes them in the
 * same turn: so they arrive in the order in which they were sent, and the slowest connection sets the pace.
 */
final class TcpOutbound implements FrameOutbound, MessageOutbound {

    private static final FrameWriter[] NOT_CONNECTED = {};

    private final String name;
    private final int maxFrameLength;
    private volatile boolean closed;
    private FrameWriter[] writers = NOT_CONNECTED;
    private int turn;
    private int number;
    private FrameWriter claimed;
    private int claimLength;
    private long frames;
    private long bytes;
    private long backPressured;
    private long earlierWrites;
    private long earlierGathered;

    TcpOutbound(final String name, final int maxFrameLength) {
        this.name = name;
        this.maxFrameLength = maxFrameLength;
    }

    /** Sends over these from now on. */
    void connect(final List<Connection> connections, final int capacityBytes) {
        disconnect();
        writers = connections.stream().map(connection -> new FrameWriter(connection, capacityBytes))
                .toArray(FrameWriter[]::new);
        turn = 0;
        number = 0;
    }

    /** From now on nobody is there. */
    void disconnect() {
        earlierWrites += sum(FrameWriter::writes);
        earlierGathered += sum(FrameWriter::gathered);
        writers = NOT_CONNECTED;
    }

    @Override
    public int maxFrameLength() {
        return maxFrameLength;
    }

    @Override
    public LinkStatus tryClaim(final int length) {
        if (length < 0 || length > maxFrameLength) {
            throw new IllegalArgumentException(
                    "a frame of " + length + " bytes, at most " + maxFrameLength + " are allowed");
        }
        if (claimed != null) {
            throw new IllegalStateException("the last claim is still open");
        }
        if (closed) {
            return LinkStatus.CLOSED;
        }
        if (writers.length == 0) {
            return LinkStatus.NOT_CONNECTED;
        }
        final FrameWriter writer = writers[turn];
        if (!writer.claim(length)) {
            backPressured++;
            return LinkStatus.BACK_PRESSURED;
        }
        claimed = writer;
        claimLength = length;
        return LinkStatus.OK;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return claimed.buffer();
    }

    @Override
    public int offset() {
        return claimed.offset();
    }

    @Override
    public boolean gathers() {
        return true;
    }

    @Override
    public void gather(final int at, final long address, final int length) {
        claimed.gather(at, address, length);
    }

    @Override
    public void commit() {
        takeClaim().commit(number);
        number++;
        turn = turn + 1 == writers.length ? 0 : turn + 1;
        frames++;
        bytes += claimLength;
    }

    @Override
    public void abort() {
        takeClaim();
    }

    private FrameWriter takeClaim() {
        final FrameWriter writer = claimed;
        if (writer == null) {
            throw new IllegalStateException("no claim is open");
        }
        claimed = null;
        return writer;
    }

    @Override
    public LinkStatus offer(final DirectBuffer buffer, final int offset, final int length) {
        final LinkStatus answer = tryClaim(length);
        if (answer == LinkStatus.OK) {
            claimed.buffer().putBytes(claimed.offset(), buffer, offset, length);
            commit();
        }
        return answer;
    }

    /** Gives the sockets what they take of what is still waiting. */
    int flush() {
        int written = 0;
        for (final FrameWriter writer : writers) {
            written += writer.flush();
        }
        return written;
    }

    /** Takes leave of the other side, where that need not wait. */
    void sayGoodbye() {
        for (final FrameWriter writer : writers) {
            writer.sayGoodbye(number);
        }
    }

    void close() {
        closed = true;
    }

    private long sum(final ToLongFunction<FrameWriter> count) {
        return Arrays.stream(writers).mapToLong(count).sum();
    }

    void visit(final LinkEnd.CounterVisitor visitor) {
        visitor.counter(name + "FramesSent", frames);
        visitor.counter(name + "BytesSent", bytes);
        visitor.counter(name + "BackPressured", backPressured);
        visitor.counter(name + "BytesGathered", earlierGathered + sum(FrameWriter::gathered));
        visitor.counter(name + "SocketWrites", earlierWrites + sum(FrameWriter::writes));
    }
}
