package io.whimbrel.harness.run;

import io.whimbrel.harness.end.DestinationOutcome;
import io.whimbrel.harness.end.SourceOutcome;
import java.util.List;

/**
 * How one migration went at both ends.
 *
 * @param source      the source's outcome; null when it gave none
 * @param destination the destination's outcome; null when it gave none
 * @param troubles    what went wrong with the ends themselves, one line each
 * @param whereabouts whether it is known where the guest is
 * @param simulated   what only virtual time knows; null in real time
 */
public record Pair(SourceOutcome source, DestinationOutcome destination, List<String> troubles, Whereabouts whereabouts,
        Simulated simulated) {

    /**
     * What only virtual time knows.
     *
     * @param decisionTraceSha256  digest over everything that both ends have decided, with the times
     * @param steadyBytesPerSecond the link's bandwidth; 0 when it changes, or some of it goes to what is lost
     * @param frameHeaderBytes     what the link adds to each frame
     */
    public record Simulated(String decisionTraceSha256, long steadyBytesPerSecond, int frameHeaderBytes) {

        /**
         * Whether the link carries the same at all times.
         *
         * @return false when nothing can be told from its bandwidth
         */
        public boolean isSteady() {
            return steadyBytesPerSecond != 0;
        }
    }

    /** Copies the list. */
    public Pair {
        troubles = List.copyOf(troubles);
    }
}
