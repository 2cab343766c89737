package io.whimbrel.results.record;

import java.util.List;
import java.util.Map;

/**
 * One run: everything that is needed to judge it or to do it again.
 *
 * @param schemaVersion   {@link #SCHEMA_VERSION}
 * @param whimbrelVersion version of this tool
 * @param gitCommit       commit that it was built from; null when unknown
 * @param gitDirty        whether files differed from that commit; null when unknown
 * @param startedAt       ISO 8601, UTC
 * @param command         the command line
 * @param complete        false while the run is under way, and for good when it was interrupted
 * @param scenario        the scenario as resolved, every key with its value
 * @param environment     the machine
 * @param variants        one entry for each point of the matrix that was reached
 * @param snapshots       what was taken of a guest that did not migrate; null for a run of migrations
 */
public record RunRecord(int schemaVersion, String whimbrelVersion, String gitCommit, Boolean gitDirty,
        String startedAt, List<String> command, boolean complete, Map<String, Object> scenario,
        EnvironmentRecord environment, List<VariantRecord> variants, SnapshotsRecord snapshots) {

    /** The version of the schema that this code writes. Additions keep it; anything else raises it. */
    public static final int SCHEMA_VERSION = 1;
}
