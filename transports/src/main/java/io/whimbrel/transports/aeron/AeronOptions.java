package io.whimbrel.transports.aeron;

/**
 * What a person may set. Zero leaves a length to be chosen by the path and by what the machine allows.
 *
 * @param media             what to send over
 * @param mtuBytes          longest datagram, header included; a frame is 32 bytes shorter
 * @param termBytes         length of a term of the data stream's log, of which there are three
 * @param windowBytes       how far a sender may run ahead of the receiver
 * @param socketBufferBytes the sockets' send and receive buffers; ignored by IPC
 * @param stream            the first of four consecutive stream ids; tells links apart that share a driver
 */
public record AeronOptions(Media media, int mtuBytes, int termBytes, int windowBytes, int socketBufferBytes,
        int stream) {

    /** The stream ids in use unless another is asked for begin here. */
    public static final int DEFAULT_STREAM = 2400;

    /**
     * Everything left to be chosen.
     *
     * @param media what to send over
     * @return the options
     */
    public static AeronOptions defaults(final Media media) {
        return new AeronOptions(media, 0, 0, 0, 0, DEFAULT_STREAM);
    }

    /** Source to destination: the greeting, then control messages. */
    int controlStream() {
        return stream;
    }

    /** Destination to source: the welcome, then control messages. */
    int returnStream() {
        return stream + 1;
    }

    int urgentStream() {
        return stream + 2;
    }

    int dataStream() {
        return stream + 3;
    }
}
