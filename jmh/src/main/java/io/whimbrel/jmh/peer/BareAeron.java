package io.whimbrel.jmh.peer;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.protocol.Wire;
import java.nio.file.Path;
import java.util.Map;
import org.agrona.UnsafeApi;

/**
 * What a program that uses Aeron and nothing else would do to move memory: an exclusive publication, claims, one
 * copy in, one copy out. It has the media driver of the transport that it is compared with, that transport's lengths
 * and windows, and frames as long as a full batch of pages.
 */
final class BareAeron implements AutoCloseable {

    /** Frames handed over per poll, as by the migration's destination. */
    static final int FRAMES_PER_POLL = 16;
    static final int DATA_STREAM = 7001;
    static final int RETURN_STREAM = 7002;
    static final int URGENT_STREAM = 7003;
    /** Where in a frame the number of its first page stands. */
    static final int PAGE_OFFSET = 0;
    /** Where in a frame the pages begin. */
    static final int PAYLOAD_OFFSET = 64;

    private final Map<String, Object> settings;
    private final Aeron aeron;

    /**
     * Connects to the transport's media driver.
     *
     * @param settings the transport's settings in effect
     * @param driver   its media driver's directory
     */
    BareAeron(final Map<String, Object> settings, final Path driver) {
        this.settings = settings;
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.toString()));
    }

    private int length(final String name) {
        return (int) settings.get(name);
    }

    private boolean isUdp() {
        return settings.get("media").equals(CommonContext.UDP_MEDIA);
    }

    /** As many pages as a full batch holds. */
    int pagesPerFrame() {
        return (length("maxFrameBytes") - Wire.BATCH_HEADER_LENGTH) / Wire.entryLength(PageGeometry.MIN_PAGE_BYTES);
    }

    /** The length of a batch of so many pages. */
    static int frameLength(final int pages) {
        return Wire.BATCH_HEADER_LENGTH + pages * Wire.entryLength(PageGeometry.MIN_PAGE_BYTES);
    }

    /** Copies pages into a frame of their own; false when the publication takes none now. */
    static boolean send(final ExclusivePublication publication, final BufferClaim claim, final GuestMemory memory,
            final long page, final int count) {
        if (publication.tryClaim(frameLength(count), claim) <= 0) {
            return false;
        }
        final long frame = claim.buffer().addressOffset() + claim.offset();
        UnsafeApi.putLong(frame + PAGE_OFFSET, page);
        UnsafeApi.copyMemory(memory.addressOfPage(page), frame + PAYLOAD_OFFSET,
                count * (long) PageGeometry.MIN_PAGE_BYTES);
        claim.commit();
        return true;
    }

    ExclusivePublication publication(final String endpoint, final int stream) {
        final ChannelUriStringBuilder channel = new ChannelUriStringBuilder().mtu(length("mtuBytes"))
                .termLength(length("termBytes")).publicationWindowLength(length("windowBytes"));
        if (isUdp()) {
            channel.media(CommonContext.UDP_MEDIA).endpoint(endpoint).socketSndbufLength(length("socketBufferBytes"))
                    .socketRcvbufLength(length("socketBufferBytes"));
        } else {
            channel.media(CommonContext.IPC_MEDIA);
        }
        final ExclusivePublication publication = aeron.addExclusivePublication(channel.build(), stream);
        Duty.cycle("a connection", () -> 0, publication::isConnected);
        return publication;
    }

    Subscription subscription(final int stream) {
        final ChannelUriStringBuilder channel = new ChannelUriStringBuilder();
        if (isUdp()) {
            channel.media(CommonContext.UDP_MEDIA).endpoint("127.0.0.1:0").tags(Long.toString(
                    aeron.nextCorrelationId())).reliable(true).receiverWindowLength(length("windowBytes"))
                    .socketSndbufLength(length("socketBufferBytes"))
                    .socketRcvbufLength(length("socketBufferBytes"));
        } else {
            channel.media(CommonContext.IPC_MEDIA);
        }
        final Subscription subscription = aeron.addSubscription(channel.build(), stream);
        Duty.cycle("a bound endpoint", () -> 0, () -> subscription.tryResolveChannelEndpointPort() != null);
        return subscription;
    }

    static String endpoint(final Subscription subscription) {
        return ChannelUri.parse(subscription.tryResolveChannelEndpointPort())
                .get(CommonContext.ENDPOINT_PARAM_NAME, "");
    }

    @Override
    public void close() {
        aeron.close();
    }
}
