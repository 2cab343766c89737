package io.whimbrel.transports.modelled;

import io.whimbrel.engine.link.FrameHandler;
import java.util.ArrayDeque;

/** One stream of one direction: the frames that wait to be carried, and those that are on their way. */
final class Lane {

    private final int frameBytes;
    private final long queueBytes;
    private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
    private final ArrayDeque<Frame> travelling = new ArrayDeque<>();
    private final ArrayDeque<Frame> spare = new ArrayDeque<>();
    private long waitingBytes;
    private long lastArrivalNs;
    private long frames;
    private long bytes;

    Lane(final int frameBytes, final long queueBytes) {
        this.frameBytes = frameBytes;
        this.queueBytes = queueBytes;
    }

    int frameBytes() {
        return frameBytes;
    }

    boolean hasRoomFor(final long carriedBytes) {
        return waitingBytes + carriedBytes <= queueBytes;
    }

    /** An empty frame to be filled. */
    Frame take() {
        return spare.isEmpty() ? new Frame(frameBytes) : spare.pop();
    }

    void giveBack(final Frame frame) {
        spare.push(frame);
    }

    void offer(final Frame frame) {
        waiting.add(frame);
        waitingBytes += frame.carriedBytes();
        frames++;
        bytes += frame.carriedBytes();
    }

    /** When its first frame was offered; the end of time when none waits. */
    long waitingSinceNs() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().offeredNs;
    }

    int nextBytes() {
        return waiting.peek().carriedBytes();
    }

    /** Its first frame has been carried, and will arrive; never before those that were sent before it. */
    void depart(final long arrivesNs) {
        final Frame frame = waiting.poll();
        waitingBytes -= frame.carriedBytes();
        lastArrivalNs = Math.max(lastArrivalNs, arrivesNs);
        frame.arrivesNs = lastArrivalNs;
        travelling.add(frame);
    }

    /** The bytes that its next arrival stands for; -1 when there is none yet. */
    int arrivedBytes(final long nowNs) {
        return travelling.isEmpty() || travelling.peek().arrivesNs > nowNs ? -1 : travelling.peek().carriedBytes();
    }

    void deliver(final FrameHandler handler) {
        final Frame frame = travelling.poll();
        try {
            handler.onFrame(frame.buffer, 0, frame.length);
        } finally {
            spare.push(frame);
        }
    }

    long frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }
}
