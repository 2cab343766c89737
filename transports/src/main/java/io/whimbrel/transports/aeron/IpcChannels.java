package io.whimbrel.transports.aeron;

import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;

/** Channels within one driver. */
record IpcChannels(AeronSettings settings) implements Channels {

    @Override
    public String outbound(final String endpoint, final int sessionId, final int termBytes, final String alias) {
        return new ChannelUriStringBuilder().media(CommonContext.IPC_MEDIA).sessionId(sessionId)
                .mtu(settings.mtuBytes()).termLength(termBytes).publicationWindowLength(settings.windowOf(termBytes))
                .alias(alias).build();
    }

    @Override
    public String inbound(final String endpoint, final int termBytes, final long tag, final String alias) {
        return new ChannelUriStringBuilder().media(CommonContext.IPC_MEDIA).alias(alias).build();
    }
}
