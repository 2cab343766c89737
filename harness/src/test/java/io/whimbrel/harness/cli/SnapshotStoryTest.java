package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.snapshot.SnapshotReport;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.image.SnapshotKind;
import io.whimbrel.harness.image.SnapshotOutcome;
import io.whimbrel.harness.image.SnapshotPlan;
import io.whimbrel.harness.image.TakenSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotStoryTest {

    private static final ReplayVerdict SAME = new ReplayVerdict(new PageGeometry(4096, 4096), 1, 0, ReplayVerdict.NONE,
            null, List.of());

    private static TakenSnapshot paused(final long pauseNs) {
        return new TakenSnapshot(1, new SnapshotReport(pauseNs, pauseNs, 0, 0, 0, 0), null, null, null, SAME);
    }

    @Test
    void shouldTakeTheMeanOfTheTwoMiddlePausesForTheirMedian() {
        final String story = SnapshotStory.of(new SnapshotPlan(SnapshotKind.FULL, 2, 1, false),
                new SnapshotOutcome(List.of(paused(300_000), paused(100_000)), SAME));
        assertTrue(story.contains("\npauses: median 200 us, longest 300 us\n"), story);
    }
}
