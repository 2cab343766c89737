package io.whimbrel.transports.aeron;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Image;

/** Tells one source that another is being served. */
final class Refusal {

    private final Aeron aeron;
    private final long registrationId;
    private final int sessionId;
    private final Image image;
    private final GreetingBuffer greetings;
    private ExclusivePublication publication;

    /**
     * Begins.
     *
     * @param registrationId of the publication to the source
     * @param image          on which the source said hello; when it is gone there is nobody left to tell
     */
    Refusal(final Aeron aeron, final long registrationId, final int sessionId, final Image image,
            final GreetingBuffer greetings) {
        this.aeron = aeron;
        this.registrationId = registrationId;
        this.sessionId = sessionId;
        this.image = image;
        this.greetings = greetings;
    }

    /** Tries, and answers whether it is over. */
    boolean isDone() {
        publication = publication == null ? aeron.getExclusivePublication(registrationId) : publication;
        if (publication == null) {
            return false;
        }
        final boolean done = image.isClosed()
                || greetings.offer(publication, new Greeting(Greeting.Kind.BUSY, sessionId, ""));
        if (done) {
            // What was offered is still delivered: the driver lets a closed publication drain.
            publication.close();
        }
        return done;
    }
}
