package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.harness.image.SnapshotKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class SnapshotCommandTest extends CommandLine {

    private static final List<String> SMALL = List.of("-s", "guest.memory=2MiB", "-s", "guest.vcpus=2", "-s",
            "guest.rate=40k/s");

    private JsonNode taken(final String... further) {
        final List<String> arguments = new ArrayList<>(List.of("snapshot", "--quiet", "--json"));
        arguments.addAll(SMALL);
        arguments.addAll(List.of(further));
        assertEquals(0, execute(arguments.toArray(String[]::new)), err());
        assertEquals("", err());
        final JsonNode tree = JsonMapper.shared().readTree(out());
        assertTrue(tree.get("guest").get("verified").asBoolean(), out());
        for (final JsonNode snapshot : tree.get("snapshots")) {
            assertTrue(snapshot.get("verified").asBoolean() && snapshot.get("pauseNs").asLong() > 0, out());
        }
        return tree;
    }

    @Test
    void shouldVerifyAHundredSnapshotsAndGoBackToEachUnderLoad() {
        final JsonNode snapshots = taken("-n", "100", "--every", "5ms", "--rollback").get("snapshots");
        assertEquals(100, snapshots.size());
        long guestTimeNs = 0;
        long restored = 0;
        for (final JsonNode snapshot : snapshots) {
            // The guest goes on from the instant to which it was brought back.
            assertTrue(snapshot.get("guestTimeNs").asLong() > guestTimeNs, out());
            guestTimeNs = snapshot.get("guestTimeNs").asLong();
            assertEquals(snapshot.get("pagesWritten").asLong(), snapshot.get("pagesSaved").asLong());
            restored += snapshot.get("pagesRestored").asLong();
        }
        assertTrue(restored > 0, out());
    }

    @ParameterizedTest
    @EnumSource
    void shouldVerifyEveryKindWithAndWithoutGoingBack(final SnapshotKind kind) {
        for (final boolean rollBack : new boolean[]{false, true}) {
            out.reset();
            final List<String> further = new ArrayList<>(List.of("-n", "3", "--every", "10ms", "--kind",
                    kind.toString()));
            if (rollBack) {
                further.add("--rollback");
            }
            final JsonNode tree = taken(further.toArray(String[]::new));
            assertEquals(kind.toString(), tree.get("kind").asString());
            for (final JsonNode snapshot : tree.get("snapshots")) {
                assertEquals(rollBack, !snapshot.get("rollBackNs").isNull(), out());
                assertEquals(kind == SnapshotKind.COPIED, !snapshot.get("copyNs").isNull(), out());
                assertTrue(kind == SnapshotKind.VIRTUAL || snapshot.get("pagesCopied").asLong() > 0, out());
                assertTrue(snapshot.get("memoryHeldBytes").asLong() >= snapshot.get("pagesCopied").asLong() * 4096,
                        out());
            }
        }
    }

    @Test
    void shouldPrintATable() {
        final List<String> arguments = new ArrayList<>(List.of("snapshot", "-n", "2", "--every", "10ms"));
        arguments.addAll(SMALL);
        assertEquals(0, execute(arguments.toArray(String[]::new)), err());
        assertEquals("starting the guest\ntaking snapshot 1 of 2\ntaking snapshot 2 of 2\nverifying the guest\n",
                err());
        assertTrue(out().startsWith("snapshot  guest time"), out());
        assertTrue(out().matches("(?s).*\npauses: median .*, longest .*; [0-9,]+ pages saved for [0-9,]+ written\n"
                + "the guest at its end: verified: 512 pages are the same after [0-9]+ operations\n"), out());
    }

    @Test
    void shouldRefuseWhatItCannotUse() {
        refused("whimbrel: --count 0: expected 1 to 1000", "snapshot", "-n", "0");
        refused("whimbrel snapshot: Invalid value for option '--kind': expected one of [FULL, full, VIRTUAL, "
                + "virtual, COPIED, copied] (case-sensitive) but was 'half' (see whimbrel snapshot --help)", "snapshot",
                "--kind", "half");
        refused("whimbrel: guest.content: none is for virtual time, and this guest runs in real time; choose zero, text "
                + "or random", "snapshot", "-q", "-s", "guest.workload=synthetic", "-s", "guest.content=none");
    }
}
