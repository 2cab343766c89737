package io.whimbrel.transports;

import io.whimbrel.engine.link.LinkEnd;
import java.util.List;
import java.util.Map;

/** What the record of a run wants to know of an end besides its counters. All of it stays readable after closing. */
public interface TransportEnd extends LinkEnd {

    /**
     * The settings in effect, those chosen by the transport included.
     *
     * @return by camelCase name with the unit as suffix, in a fixed order
     */
    Map<String, Object> settings();

    /**
     * What was made smaller than wished because the machine does not allow more.
     *
     * @return one line each, with what would mend it; empty when nothing was
     */
    List<String> notes();

    /**
     * Every distinct error met so far, also those from which the link recovered.
     *
     * @return one line each, with how often it came
     */
    List<String> errors();
}
