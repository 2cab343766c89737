package io.whimbrel.transports;

import io.whimbrel.engine.link.SourceLink;

/** The source's end of a transport. */
public interface SourceEnd extends SourceLink, TransportEnd {}
