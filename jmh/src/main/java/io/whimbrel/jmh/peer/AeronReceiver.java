package io.whimbrel.jmh.peer;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The receiving end of the bare Aeron program: copies each frame out into memory, acknowledges when all is there. */
final class AeronReceiver implements BareReceiver, FragmentHandler {

    private final BareAeron aeron;
    private final ReceivedMemory memory;
    private final Subscription data;
    private final String returnTo;
    private final UnsafeBuffer acknowledgement = new UnsafeBuffer(new byte[Long.BYTES]);
    private ExclusivePublication back;
    private long received;

    AeronReceiver(final BareAeron aeron, final BareOrder order) {
        this.aeron = aeron;
        returnTo = order.returnTo();
        memory = new ReceivedMemory(order.memoryBytes());
        data = aeron.subscription(BareAeron.DATA_STREAM);
    }

    @Override
    public String endpoint() {
        return BareAeron.endpoint(data);
    }

    @Override
    public void clear() {
        memory.clear();
        received = 0;
        back = back == null ? aeron.publication(returnTo, BareAeron.RETURN_STREAM) : back;
    }

    @Override
    public void receive() {
        Duty.cycle("the whole memory", () -> data.poll(this, BareAeron.FRAMES_PER_POLL),
                () -> received == memory.pages());
        acknowledgement.putLong(0, received);
        Duty.cycle("an acknowledgement sent", () -> 0, () -> back.offer(acknowledgement, 0, Long.BYTES) > 0);
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        received += memory.take(buffer, offset, aeron.pagesPerFrame());
    }

    @Override
    public long digest() {
        return memory.digest();
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, memory);
    }
}
