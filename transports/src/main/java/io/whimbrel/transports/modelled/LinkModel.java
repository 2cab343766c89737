package io.whimbrel.transports.modelled;

/**
 * What a modelled link is like. The plug-in kind of a scenario's {@code virtual.link}. Each direction is like this.
 *
 * @param bandwidth   how fast it carries
 * @param latencyNs   from the last byte sent to the same byte received, in nanoseconds
 * @param jitterNs    up to so much more, evenly spread; what was sent first still arrives first
 * @param loss        share of the frames that are lost and sent again, a round trip later; what follows them waits
 * @param queueBytes  how much of a stream may wait to be sent before the sender is told to wait
 * @param frameBytes  longest frame of the data and urgent streams, in bytes
 * @param headerBytes what the link adds to each frame, in bytes
 * @param seed        of jitter and loss
 */
public record LinkModel(Bandwidth bandwidth, long latencyNs, long jitterNs, double loss, long queueBytes,
        int frameBytes, int headerBytes, long seed) {

    /**
     * Checks the numbers against each other.
     *
     * @throws IllegalArgumentException when the queue does not hold a frame
     */
    public LinkModel {
        if (queueBytes < frameBytes) {
            throw new IllegalArgumentException(
                    "queue: " + queueBytes + " B do not hold one frame of " + frameBytes + " B");
        }
    }
}
