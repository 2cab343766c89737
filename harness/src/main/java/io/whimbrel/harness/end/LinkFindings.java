package io.whimbrel.harness.end;

import io.whimbrel.transports.TransportEnd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the link of one end has to say.
 *
 * @param counters by name
 * @param settings in effect
 * @param notes    what was made smaller than wished
 * @param errors   every distinct error met
 */
public record LinkFindings(Map<String, Long> counters, Map<String, Object> settings, List<String> notes,
        List<String> errors) {

    /**
     * Asks a link.
     *
     * @param link one end
     * @return what it says
     */
    public static LinkFindings of(final TransportEnd link) {
        final Map<String, Long> counters = new LinkedHashMap<>();
        link.counters(counters::put);
        return new LinkFindings(counters, link.settings(), link.notes(), link.errors());
    }
}
