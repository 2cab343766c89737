package io.whimbrel.transports.aeron;

import io.aeron.Publication;
import io.whimbrel.engine.link.LinkEnd;
import io.whimbrel.engine.link.LinkStatus;

/** Counts what became of sends, and says in the link's words what Aeron answers. */
final class SendCounts {

    private final String name;
    private long frames;
    private long bytes;
    private long backPressured;
    private long adminActions;

    SendCounts(final String name) {
        this.name = name;
    }

    void sent(final int length) {
        frames++;
        bytes += length;
    }

    /** Decodes a position that is none. */
    LinkStatus refused(final long answer) {
        if (answer == Publication.BACK_PRESSURED) {
            backPressured++;
            return LinkStatus.BACK_PRESSURED;
        }
        if (answer == Publication.ADMIN_ACTION) {
            // The log has turned to its next term: there is room, just not in this call.
            adminActions++;
            return LinkStatus.BACK_PRESSURED;
        }
        return answer == Publication.NOT_CONNECTED ? LinkStatus.NOT_CONNECTED : LinkStatus.CLOSED;
    }

    void visit(final LinkEnd.CounterVisitor visitor) {
        visitor.counter(name + "FramesSent", frames);
        visitor.counter(name + "BytesSent", bytes);
        visitor.counter(name + "BackPressured", backPressured);
        visitor.counter(name + "AdminActions", adminActions);
    }
}
