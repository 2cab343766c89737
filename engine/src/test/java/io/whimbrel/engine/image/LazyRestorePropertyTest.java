package io.whimbrel.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.migration.CountingProgram;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.presence.Presence;
import io.whimbrel.engine.presence.Stall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.agrona.IoUtil;

class LazyRestorePropertyTest {

    private static final int VCPUS = 3;

    private Path directory;

    @BeforeTry
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("whimbrel-lazy");
    }

    @AfterTry
    void deleteDirectory() {
        IoUtil.delete(directory.toFile(), false);
    }

    @Property(tries = 40)
    void shouldGiveTheSameMemoryInWhateverOrderPagesComeAndAreTouched(
            @ForAll @IntRange(min = 1, max = 150) final int pages, @ForAll @IntRange(min = 1, max = 4) final int length,
            @ForAll @IntRange(max = 100) final int readAheadPercent, @ForAll final long seed) {
        final Random random = new Random(seed);
        try (Lifetime life = Lifetime.ofPages(seed, pages).chain(directory, length);
                GuestMemory memory = new GuestMemory(life.memory().geometry());
                ImagePages chain = ImagePages.open(life.file(length - 1))) {
            final Counted source = new Counted(chain);
            final Faults faults = new Faults(pages, VCPUS, System::nanoTime);
            final Guest guest = Guest.arriving(memory, new CountingProgram(memory.geometry(), VCPUS, 1, seed), faults,
                    System::nanoTime);
            final LazyRestore restore = new LazyRestore(source, guest, new AtRandom(random, readAheadPercent),
                    (timeNs, vcpu, page) -> {}, System::nanoTime);
            faults.ports().forEach(port -> port.stallBy(new Driving(restore, faults, random)));
            restore.begin();
            final byte[] expected = life.restored(life.file(length - 1));
            for (int i = 0; i < 3 * pages; i++) {
                touch(faults.access(memory, random.nextInt(VCPUS)), expected, random);
                if (random.nextInt(100) < readAheadPercent) {
                    restore.doWork();
                }
            }
            restore.readRest();
            while (!restore.isDone()) {
                restore.doWork();
                assertEquals(null, restore.failure());
            }
            assertArrayEquals(expected, Lifetime.bytesOf(memory));
            source.requireEachOnce(pages);
        }
    }

    /** Reads a byte anywhere, or changes it. */
    private static void touch(final GuestAccess access, final byte[] expected, final Random random) {
        final int at = random.nextInt(expected.length);
        assertEquals(expected[at], access.getByte(at));
        if (random.nextBoolean()) {
            expected[at] = (byte) random.nextInt();
            access.putByte(at, expected[at]);
        }
    }

    /** A vCPU that stands still has its page brought meanwhile, or brings it itself. */
    private record Driving(LazyRestore restore, Faults faults, Random random) implements Stall {

        @Override
        public void until(final Presence presence, final long page) {
            while (!presence.isPresent(page)) {
                if (random.nextBoolean()) {
                    restore.doWork();
                } else {
                    faults.fetcher().lendHand(page);
                }
            }
        }

        @Override
        public void wake() {
            // Nobody sleeps.
        }
    }

    /** Any page that is absent, or none. */
    private record AtRandom(Random random, int percent) implements Prefetcher {

        @Override
        public void demanded(final long page) {}

        @Override
        public long next(final PageSet absent) {
            if (random.nextInt(100) >= percent) {
                return PageSet.NONE;
            }
            final long page = absent.next(random.nextLong(absent.pages()));
            return page == PageSet.NONE ? absent.next(0) : page;
        }
    }

    private record Counted(PageSource source, Map<Long, Integer> reads) implements PageSource {

        Counted(final PageSource source) {
            this(source, new HashMap<>());
        }

        @Override
        public boolean isZero(final long page) {
            return source.isZero(page);
        }

        @Override
        public void read(final long page, final long target) {
            reads.merge(page, 1, Integer::sum);
            source.read(page, target);
        }

        void requireEachOnce(final int pages) {
            for (long page = 0; page < pages; page++) {
                assertEquals(source.isZero(page) ? null : Integer.valueOf(1), reads.get(page), "page " + page);
            }
        }
    }
}
