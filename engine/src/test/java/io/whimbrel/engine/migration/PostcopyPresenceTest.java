package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.presence.Presence;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.protocol.sbe.PresenceDecoder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recovery of a guest of which one message does not tell which pages are present: two do. */
@Timeout(120)
class PostcopyPresenceTest {

    private static final int PAGES = 62_000;
    /** The first page that the second message tells of. */
    private static final long BORDER = (long) Wire.MAX_PRESENCE_WORDS << 6;
    private static final long MILLISECOND = 1_000_000L;

    private static World.Setup large() {
        final World.Setup setup = new World.Setup();
        setup.geometry = new PageGeometry(PAGES * 4096L, 4096);
        setup.program = MostlyZero::new;
        setup.vcpus = 2;
        setup.intervalNs = MILLISECOND;
        setup.strategy = new Postcopy(0);
        setup.prefetcher = new Scattered();
        setup.timings = new MigrationTimings(5 * MILLISECOND, 40 * MILLISECOND, 400 * MILLISECOND, Long.MAX_VALUE);
        return setup;
    }

    @ParameterizedTest(name = "message {0} is lost")
    @ValueSource(ints = {0, 1, 2})
    void shouldFindOutInSeveralMessagesWhatIsMissing(final int lost) {
        try (Recovered migration = new Recovered(large(), 5000)) {
            final World world = migration.world;
            world.runUntil(() -> world.destination.report().pagesApplied() > PAGES / 2, 1000 * MILLISECOND);
            migration.cut(CuttableLink.Cut.BOTH);
            assertEquals(SourceState.SEVERED, world.source.state());
            assertEquals(DestinationState.SEVERED, world.destination.state());
            final Presence presence = world.hosted().faults().presence();
            final long absent = presence.absentPages();
            assertEquals(absent, absent(presence, 0, BORDER) + absent(presence, BORDER, PAGES));
            assertPartly(absent(presence, 0, BORDER), BORDER);
            assertPartly(absent(presence, BORDER, PAGES), PAGES - BORDER);

            migration.link().loseAnswer(PresenceDecoder.TEMPLATE_ID, lost);
            migration.recover(Recovered.Way.SAME);
            world.runUntil(() -> world.source.state() == SourceState.SERVING, 100 * MILLISECOND);
            assertEquals("the destination is without " + absent + " pages", world.source.reason());
            assertEquals(lost == 0 ? 2 : 3, migration.link().answers());
            migration.complete();
            migration.judge();
        }
    }

    private static long absent(final Presence presence, final long from, final long to) {
        return LongStream.range(from, to).filter(page -> !presence.isPresent(page)).count();
    }

    private static void assertPartly(final long absent, final long of) {
        assertTrue(absent > 0 && absent < of, absent + " of " + of + " pages are absent");
    }

    /** All over the guest, so that pages are missing everywhere when it is cut. */
    private static final class Scattered implements Prefetcher {

        private static final int STRIDE = 7919;

        private long at;

        @Override
        public void demanded(final long page) {}

        @Override
        public long next(final PageSet absent) {
            at = (at + STRIDE) % PAGES;
            final long page = absent.next(at);
            return page == PageSet.NONE ? absent.next(0) : page;
        }
    }

    /** Few of its pages take memory, and are worth comparing: those about the border, and some everywhere. */
    private record MostlyZero(GuestProgram counting) implements GuestProgram {

        @Override
        public int vcpus() {
            return counting.vcpus();
        }

        @Override
        public void fill(final GuestMemory memory) {
            for (long page = 0; page < PAGES; page++) {
                if (page % 101 == 0 || Math.abs(page - BORDER) < 50) {
                    memory.putLong(page << 12, CountingProgram.mix(page));
                }
            }
        }

        @Override
        public VcpuProgram vcpu(final int vcpu) {
            return counting.vcpu(vcpu);
        }
    }
}
