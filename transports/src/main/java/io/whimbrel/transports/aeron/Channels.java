package io.whimbrel.transports.aeron;

/** Writes channel URIs. An endpoint is a text such as {@code 127.0.0.1:20123}, and empty where the media has none. */
interface Channels {

    /** The channel of a publication with a session of its own. */
    String outbound(String endpoint, int sessionId, int termBytes, String alias);

    /** The channel of a subscription. Those of one tag share a socket, even where the machine chooses its port. */
    String inbound(String endpoint, int termBytes, long tag, String alias);
}
