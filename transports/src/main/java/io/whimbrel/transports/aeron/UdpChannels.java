package io.whimbrel.transports.aeron;

import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;

/** Channels between hosts. */
record UdpChannels(AeronSettings settings) implements Channels {

    @Override
    public String outbound(final String endpoint, final int sessionId, final int termBytes, final String alias) {
        return new ChannelUriStringBuilder().media(CommonContext.UDP_MEDIA).endpoint(endpoint).sessionId(sessionId)
                .mtu(settings.mtuBytes()).termLength(termBytes).publicationWindowLength(settings.windowOf(termBytes))
                .socketSndbufLength(settings.socketBufferBytes()).socketRcvbufLength(settings.socketBufferBytes())
                .alias(alias).build();
    }

    @Override
    public String inbound(final String endpoint, final int termBytes, final long tag, final String alias) {
        return new ChannelUriStringBuilder().media(CommonContext.UDP_MEDIA).endpoint(endpoint).tags(Long.toString(tag))
                .reliable(true)
                .receiverWindowLength(settings.windowOf(termBytes)).socketSndbufLength(settings.socketBufferBytes())
                .socketRcvbufLength(settings.socketBufferBytes()).alias(alias).build();
    }
}
