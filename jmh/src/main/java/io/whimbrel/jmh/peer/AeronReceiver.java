package io.whimbrel.jmh.peer;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** The receiving end of the bare Aeron program: copies each frame out into memory, acknowledges when all is there. */
final class AeronReceiver implements BareReceiver, FragmentHandler {

    private final BareAeron aeron;
    private final GuestMemory memory;
    private final Subscription data;
    private final String returnTo;
    private final long base;
    private final long pages;
    private final UnsafeBuffer acknowledgement = new UnsafeBuffer(new byte[Long.BYTES]);
    private ExclusivePublication back;
    private long received;

    AeronReceiver(final BareAeron aeron, final BareOrder order) {
        this.aeron = aeron;
        returnTo = order.returnTo();
        memory = new GuestMemory(new PageGeometry(order.memoryBytes(), PageGeometry.MIN_PAGE_BYTES));
        memory.populate(0, order.memoryBytes());
        base = memory.addressOfPage(0);
        pages = memory.geometry().pages();
        data = aeron.subscription(BareAeron.DATA_STREAM);
    }

    @Override
    public String endpoint() {
        return BareAeron.endpoint(data);
    }

    @Override
    public void clear() {
        UnsafeApi.setMemory(base, memory.geometry().memoryBytes(), (byte) 0);
        received = 0;
        back = back == null ? aeron.publication(returnTo, BareAeron.RETURN_STREAM) : back;
    }

    @Override
    public void receive() {
        Duty.cycle("the whole memory", () -> data.poll(this, BareAeron.FRAMES_PER_POLL), () -> received == pages);
        acknowledgement.putLong(0, received);
        Duty.cycle("an acknowledgement sent", () -> 0, () -> back.offer(acknowledgement, 0, Long.BYTES) > 0);
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        final long page = buffer.getLong(offset + BareAeron.PAGE_OFFSET);
        final long count = Math.min(aeron.pagesPerFrame(), pages - page);
        UnsafeApi.copyMemory(buffer.addressOffset() + offset + BareAeron.PAYLOAD_OFFSET,
                base + page * PageGeometry.MIN_PAGE_BYTES, count * PageGeometry.MIN_PAGE_BYTES);
        received += count;
    }

    @Override
    public long digest() {
        return MemoryDigest.of(memory);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, memory);
    }
}
