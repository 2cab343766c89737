package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.OperationPhases.Phase;
import io.whimbrel.engine.guest.Vcpu;
import io.whimbrel.engine.image.DiskImages;
import io.whimbrel.engine.image.ImageStore;
import io.whimbrel.engine.image.MemoryImages;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ImageMigrationTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int FRAME = 16 << 10;

    @TempDir
    private Path here;
    @TempDir
    private Path there;

    private final World.Setup setup = new World.Setup();

    @BeforeEach
    void keepImages() {
        setup.vcpus = 3;
        // A step and a half, so that images are written and read in parts.
        setup.geometry = new PageGeometry(96 * 4096, 4096);
        setup.sourceImages = new DiskImages(here);
        setup.destinationImages = new DiskImages(there);
    }

    @AfterEach
    void leaveNoFiles() throws IOException {
        setup.sourceImages.close();
        setup.destinationImages.close();
        assertEquals(List.of(), files(here));
        assertEquals(List.of(), files(there));
    }

    private static List<Path> files(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private World world() {
        final InMemoryLink link = InMemoryLink.open(FRAME, 4 * FRAME);
        return new World(setup, link.source(), link.destination());
    }

    private static void migrate(final World world) {
        world.runFor(SECOND / 100);
        world.source.start();
        world.runUntil(world::isCompleted, 60 * SECOND);
        world.runFor(SECOND / 100);
    }

    @Test
    void shouldResumeASuspendedGuestBitIdentical() throws IOException {
        setup.strategy = new Warm();
        try (World world = world()) {
            migrate(world);
            assertTrue(world.operations(world.hosted()) > world.operations(world.guest), "it did not go on");
            assertEquals(1, files(here).size());
            assertEquals(1, files(there).size());
            world.verify(world.hosted());
        }
    }

    @Test
    void shouldStartAStoppedGuestAfresh() throws IOException {
        setup.strategy = new Cold();
        try (World world = world()) {
            world.runFor(SECOND);
            migrate(world);
            final long before = world.operations(world.guest);
            final long after = world.operations(world.hosted());
            assertTrue(after > 0 && after < before, () -> after + " operations after " + before);
            assertEquals(before, world.source.report().image().operationsDropped());
            assertEquals(0, files(here).size(), "the image that it was started from was there already");
            assertEquals(1, files(there).size());
            world.verify(world.hosted());
        }
    }

    @Test
    void shouldShowTheClientsOfAGuestStartedAfreshTheWholeGap() {
        setup.strategy = new Cold();
        try (World world = world()) {
            migrate(world);
            world.hosted().requestPause();
            world.runUntil(world.hosted()::isPaused, SECOND);
            final long downtimeNs = world.source.report().downtimeNs();
            for (final Vcpu vcpu : world.hosted().vcpus()) {
                final long gapNs = vcpu.log().longestGapNs(Phase.DURING);
                assertTrue(gapNs >= downtimeNs, () -> gapNs + " ns, less than the downtime of " + downtimeNs);
                assertTrue(gapNs < downtimeNs + 10 * setup.intervalNs, () -> gapNs + " ns, downtime " + downtimeNs);
                assertEquals(0, vcpu.log().latencies(Phase.BEFORE).getTotalCount());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"warm", "cold"})
    void shouldNotFallSilentOverASlowDisk(final String strategy) {
        setup.strategy = named(strategy);
        setup.geometry = new PageGeometry(1024 * 4096, 4096);
        setup.bytesPerSecond = SECOND;
        setup.diskNsPerKib = 1_000_000;
        try (World world = world()) {
            migrate(world);
            final long diskNs = (long) (world.geometry.memoryBytes() / 1024 * setup.diskNsPerKib);
            assertTrue(diskNs > 3 * setup.timings.peerTimeoutNs());
            final int passes = strategy.equals("warm") ? 3 : 2;
            assertTrue(world.source.report().downtimeNs() > passes * diskNs / 2, "the disk's time is missing");
        }
    }

    private static MigrationStrategy named(final String name) {
        return name.equals("warm") ? new Warm() : new Cold();
    }

    @Test
    void shouldTellWhatTheDowntimeWasSpentOn() {
        setup.strategy = new Warm();
        setup.diskNsPerKib = 1_000;
        try (World world = world()) {
            migrate(world);
            final SourceReport report = world.source.report();
            final DestinationReport arrived = world.destination.report();
            assertTrue(report.lastSyncedAtNs() < report.image().writtenAtNs());
            assertTrue(report.image().writtenAtNs() < report.residualSentAtNs());
            assertTrue(arrived.arrivedAtNs() < arrived.preparedAtNs());
            assertEquals(0, report.image().operationsDropped());
        }
    }

    @Test
    void shouldLetTheGuestRunOnHereWhateverFailsOnThisDisk() {
        int steps = 0;
        for (boolean failed = true; failed; steps++) {
            final FailingImages failing = new FailingImages(new DiskImages(here), steps);
            setup.strategy = new Warm();
            setup.sourceImages = failing;
            setup.destinationImages = new MemoryImages();
            failed = failsAndStays(failing);
        }
        assertTrue(steps > 4, "creating, writing and completing can fail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"warm", "cold"})
    void shouldLetTheGuestRunOnHereWhateverFailsOnTheOtherDisk(final String strategy) {
        int steps = 0;
        for (boolean failed = true; failed; steps++) {
            final FailingImages failing = new FailingImages(new DiskImages(there), steps);
            setup.strategy = named(strategy);
            setup.sourceImages = new MemoryImages();
            setup.destinationImages = failing;
            failed = failsAndStays(failing);
        }
        assertTrue(steps > 6, "creating, writing, completing and reading can fail");
    }

    /** Whether the disk failed; if it did, the guest runs on at the source, and nothing is left. */
    private boolean failsAndStays(final FailingImages failing) {
        try (World world = world()) {
            world.runFor(SECOND / 100);
            world.source.start();
            world.runUntil(() -> world.source.state().isFinal() && world.destination.state().isFinal(), 60 * SECOND);
            if (!failing.hasFailed()) {
                assertTrue(world.isCompleted());
                return false;
            }
            assertEquals(SourceState.FAILED, world.source.state());
            assertEquals(DestinationState.ABORTED, world.destination.state());
            assertTrue(world.source.report().reason().endsWith(FailingImages.COMPLAINT),
                    () -> world.source.report().reason());
            final long atTheEnd = world.operations(world.guest);
            world.runFor(SECOND / 100);
            assertTrue(world.operations(world.guest) > atTheEnd, "it does not run");
            world.verify(world.guest);
            return true;
        } finally {
            setup.sourceImages.close();
            setup.destinationImages.close();
        }
    }

    @Test
    void shouldCancelASuspension() throws IOException {
        setup.strategy = new Warm();
        setup.diskNsPerKib = 100_000;
        try (World world = world()) {
            world.runFor(SECOND / 100);
            world.source.start();
            world.runUntil(() -> world.source.state() == SourceState.RESIDUAL, 60 * SECOND);
            world.source.cancel();
            world.runUntil(() -> world.source.state().isFinal(), SECOND);
            assertEquals("cancelled", world.source.report().reason());
            assertEquals(0, world.source.report().image().writtenAtNs());
            world.runFor(SECOND / 100);
            world.verify(world.guest);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"warm", "cold"})
    void shouldNotBeHandedOverInPartByAnOrder(final String strategy) {
        setup.strategy = named(strategy);
        try (World world = world()) {
            world.source.goPostCopy();
            migrate(world);
            assertEquals(0, world.destination.report().pagesRequested());
            world.verify(world.hosted());
        }
    }

    @Test
    void shouldRefuseAnImageWhereItCannotBeKept() {
        setup.strategy = new Warm();
        setup.destinationImages = ImageStore.none();
        try (World world = world()) {
            world.runFor(SECOND / 100);
            world.source.start();
            world.runUntil(() -> world.source.state().isFinal(), SECOND);
            assertEquals("the destination refused: there is nowhere here to keep the image of a guest",
                    world.source.report().reason());
            assertFalse(world.guest.isPaused());
        }
    }
}
