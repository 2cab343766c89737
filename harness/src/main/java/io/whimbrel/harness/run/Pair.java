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
 * @param inDoubt     whether an end was left that cannot know whose the guest is
 * @param decisions   digest of the decision trace, which only virtual time repeats; null in real time
 */
public record Pair(SourceOutcome source, DestinationOutcome destination, List<String> troubles, boolean inDoubt,
        String decisions) {

    /** Copies the list. */
    public Pair {
        troubles = List.copyOf(troubles);
    }
}
