package io.whimbrel.transports;

import io.whimbrel.engine.link.DestinationLink;

/** The destination's end of a transport. Serves the first source that comes, and the next when that one is gone. */
public interface DestinationEnd extends DestinationLink, TransportEnd {

    /**
     * Where a source finds this end.
     *
     * @return text for {@link Transport#connect}, or null as long as it is not known
     */
    String address();
}
