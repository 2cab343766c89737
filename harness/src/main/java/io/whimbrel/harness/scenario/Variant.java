package io.whimbrel.harness.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One point of a scenario's matrix, checked and ready to be run.
 *
 * @param label     what tells it from the others
 * @param point     the keys that the matrix sets, as written
 * @param texts     every key of it as text, from which another process can build the same
 * @param guest     what is migrated
 * @param migration how
 * @param link      over what
 * @param phases    how long the guest runs around it
 * @param virtual   what virtual time is like, for a run in it
 */
public record Variant(String label, Map<String, String> point, Map<String, String> texts, GuestSettings guest,
        MigrationSettings migration, LinkSettings link, PhaseSettings phases, VirtualSettings virtual) {

    /**
     * It as a scenario of its own.
     *
     * @return sections, keys and values; no matrix
     */
    public Map<String, Object> tree() {
        final Map<String, Object> tree = new LinkedHashMap<>();
        texts.forEach((path, text) -> Scenario.put(tree, path, text));
        return tree;
    }
}
