package io.whimbrel.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.image.GuestPoint;
import io.whimbrel.engine.image.ImageContent;
import io.whimbrel.engine.image.ImageException;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.image.ImageWriter;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.migration.CountingProgram;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A guest that is brought back to images of it, of which all but the oldest hold only what had changed. */
class ImageRollBackTest {

    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 64;
    private static final PageGeometry GEOMETRY = new PageGeometry(PAGES * PAGE_BYTES, PAGE_BYTES);
    private static final int VCPUS = 2;
    private static final long INTERVAL_NS = 10_000;
    private static final long SHORT_NS = 10 * INTERVAL_NS;
    private static final String GUEST = "counting";

    @TempDir
    private Path directory;

    private final SnapshotWorld world = new SnapshotWorld(new CountingProgram(GEOMETRY, VCPUS, INTERVAL_NS, 42),
            GEOMETRY);
    private final Guest guest = world.guest;
    private final List<Path> chain = new ArrayList<>();
    private final List<Long> operationsThen = new ArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    private void runAndAddToChain(final int images) {
        for (int i = 0; i < images; i++) {
            world.runFor(SHORT_NS);
            addToChain();
        }
    }

    private void addToChain() {
        world.pause();
        final HierarchicalBitmap written = new HierarchicalBitmap(PAGES);
        world.tracker.beginSync();
        world.await(() -> world.tracker.pollSync(written));
        final Path file = directory.resolve(chain.size() + ".image");
        final GuestPoint point = new GuestPoint(GUEST, VCPUS, ExecutionState.of(guest));
        final long id = chain.size() + 1;
        if (chain.isEmpty()) {
            new ImageWriter().write(file, id, point, ImageContent.of(world.memory));
        } else {
            assertTrue(written.cardinality() < PAGES, "all has changed");
            new ImageWriter().write(file, id, point, ImageContent.of(world.memory, written), chain.getLast());
        }
        chain.add(file);
        operationsThen.add(operations());
        guest.resume();
    }

    private long operations() {
        return guest.vcpus().stream().mapToLong(vcpu -> vcpu.program().operations()).sum();
    }

    private long rollBackTo(final Path image) {
        try (ImagePages pages = ImagePages.open(image); FullSnapshot then = pages.asSnapshotOf(guest, GUEST)) {
            return world.rollBackTo(then).pagesRestored();
        }
    }

    @Test
    void shouldGoBackToEveryImageOfAChain() {
        runAndAddToChain(5);
        for (final int image : new int[]{2, 0, 4, 1, 3}) {
            world.runFor(SHORT_NS);
            world.pause();
            assertTrue(rollBackTo(chain.get(image)) > 0);
            assertEquals(operationsThen.get(image), operations());
            world.verify();
            guest.resume();
            world.runFor(SHORT_NS);
            world.verify();
        }
    }

    @Test
    void shouldKeepASnapshotThatIsAttachedMeanwhile() {
        runAndAddToChain(2);
        world.runFor(SHORT_NS);
        final VirtualSnapshot attached = world.takeVirtual(Long.MAX_VALUE);
        world.runFor(SHORT_NS);
        assertTrue(rollBackTo(chain.getLast()) > 0);
        world.verify();
        world.runFor(SHORT_NS);
        assertTrue(world.rollBackTo(attached).pagesRestored() > 0);
        world.verify();
        rollBackTo(chain.getFirst());
        try (FullSnapshot copy = world.copy(attached)) {
            world.verification.of(copy);
        }
        world.end(attached);
        world.verify();
    }

    @Test
    void shouldAddToTheChainWhatHasChangedByGoingBack() {
        runAndAddToChain(3);
        world.runFor(SHORT_NS);
        rollBackTo(chain.getFirst());
        runAndAddToChain(1);
        world.runFor(SHORT_NS);
        world.pause();
        rollBackTo(chain.getLast());
        assertEquals(operationsThen.getLast(), operations());
        world.verify();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', value = {
        "64; 2; another; : an image of 'another' on 2 vCPUs is none of 'counting' on 2",
        "64; 1; counting; : an image of 'counting' on 1 vCPUs is none of 'counting' on 2",
        "32; 2; counting; cannot be restored to a memory of"})
    void shouldRefuseAnImageOfAnotherGuest(final int pages, final int vcpus, final String description,
            final String complaint) {
        final PageGeometry other = new PageGeometry((long) pages * PAGE_BYTES, PAGE_BYTES);
        final Path image = directory.resolve("foreign.image");
        try (SnapshotWorld elsewhere = new SnapshotWorld(new CountingProgram(other, vcpus, INTERVAL_NS, 1), other)) {
            elsewhere.pause();
            new ImageWriter().write(image, 1, new GuestPoint(description, vcpus, ExecutionState.of(elsewhere.guest)),
                    ImageContent.of(elsewhere.memory));
        }
        refuses(image, complaint);
    }

    @Test
    void shouldRefuseADamagedImage() throws IOException {
        runAndAddToChain(2);
        try (RandomAccessFile file = new RandomAccessFile(chain.getFirst().toFile(), "rw")) {
            final long inEveryPage = file.length() - PAGES * PAGE_BYTES;
            for (int page = 0; page < PAGES; page++) {
                file.seek(inEveryPage + page * PAGE_BYTES);
                final int was = file.read();
                file.seek(inEveryPage + page * PAGE_BYTES);
                file.write(was ^ 1);
            }
        }
        refuses(chain.getLast(), " does not match its checksum");
    }

    private void refuses(final Path image, final String complaint) {
        world.runFor(SHORT_NS);
        final long before = operations();
        final String message = assertThrows(ImageException.class, () -> rollBackTo(image)).getMessage();
        assertTrue(message.contains(complaint), message);
        assertFalse(guest.isAskedToPause());
        world.runFor(SHORT_NS);
        assertTrue(operations() > before, "it was brought back");
        world.verify();
    }
}
