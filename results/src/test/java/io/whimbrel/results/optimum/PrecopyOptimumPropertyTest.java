package io.whimbrel.results.optimum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.HierarchicalBitmap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PrecopyOptimumPropertyTest {

    @Property
    void shouldBeReachedByALinkThatNeverIdlesOnAReleasedPage(@ForAll @IntRange(min = 1, max = 30) final int pages,
            @ForAll @IntRange(max = 120) final int writes, @ForAll @IntRange(min = 1, max = 60) final int pageNs,
            @ForAll @IntRange(min = 1, max = 40) final int meanGapNs, @ForAll final long seed) {
        final Random random = new Random(seed);
        final AccessHistory history = Histories.random(random, pages, writes, meanGapNs);
        final long switchNs = random.nextLong(Histories.lastTimeNs(history) + 100);
        final long startNs = random.nextLong(switchNs + 1);
        final HierarchicalBitmap zero = Histories.somePages(random, pages);
        final int zeroNs = random.nextInt(pageNs + 1);
        assertEquals(clairvoyant(history, startNs, switchNs, pageNs, zero, zeroNs, random),
                new PrecopyOptimum(history, startNs, pageNs, zero, zeroNs).downtimeNs(switchNs));
    }

    @Property
    void shouldNotBeBeatenByAnySchedule(@ForAll @IntRange(min = 1, max = 8) final int pages,
            @ForAll @IntRange(max = 40) final int writes, @ForAll @IntRange(min = 1, max = 30) final int pageNs,
            @ForAll @IntRange(min = 1, max = 30) final int meanGapNs, @ForAll final long seed) {
        final Random random = new Random(seed);
        final AccessHistory history = Histories.random(random, pages, writes, meanGapNs);
        final long switchNs = random.nextLong(Histories.lastTimeNs(history) + 50);
        final double least = new PrecopyOptimum(history, 0, pageNs).downtimeNs(switchNs);
        for (int attempt = 0; attempt < 20; attempt++) {
            final double reached = randomSchedule(history, switchNs, pageNs, random);
            assertTrue(reached >= least, () -> "reached " + reached + ns(least));
        }
    }

    @Property
    void shouldBeTheSameForOneInstantAndForMany(@ForAll @IntRange(min = 1, max = 20) final int pages,
            @ForAll @IntRange(max = 200) final int writes, @ForAll @IntRange(min = 1, max = 60) final int pageNs,
            @ForAll final long seed) {
        final Random random = new Random(seed);
        final AccessHistory history = Histories.random(random, pages, writes, 10);
        final long startNs = random.nextLong(Histories.lastTimeNs(history) + 1);
        final long[] instants = random.longs(50, startNs, Histories.lastTimeNs(history) + 100).sorted().toArray();
        final PrecopyOptimum optimum = new PrecopyOptimum(history, startNs, pageNs,
                Histories.somePages(random, pages), random.nextInt(pageNs + 1));
        assertEquals(Arrays.toString(Arrays.stream(instants).mapToDouble(optimum::downtimeNs).toArray()),
                Arrays.toString(optimum.downtimesNs(instants)));
    }

    @Property
    void shouldFindTheFirstOfTheBestInstants(@ForAll @IntRange(min = 1, max = 10) final int pages,
            @ForAll @IntRange(max = 30) final int writes, @ForAll @IntRange(min = 1, max = 30) final int pageNs,
            @ForAll final long seed) {
        final Random random = new Random(seed);
        final AccessHistory history = Histories.random(random, pages, writes, 8);
        final long fromNs = random.nextLong(Histories.lastTimeNs(history) + 1);
        final long toNs = fromNs + random.nextLong(200);
        final PrecopyOptimum optimum = new PrecopyOptimum(history, 0, pageNs);
        SwitchPoint best = new SwitchPoint(fromNs, Double.MAX_VALUE);
        for (long atNs = fromNs; atNs <= toNs; atNs++) {
            if (optimum.downtimeNs(atNs) < best.downtimeNs()) {
                best = new SwitchPoint(atNs, optimum.downtimeNs(atNs));
            }
        }
        assertEquals(best, optimum.best(fromNs, toNs));
        final int limitNs = random.nextInt(pages * pageNs);
        long earliestNs = fromNs;
        while (earliestNs < toNs && optimum.downtimeNs(earliestNs) > limitNs) {
            earliestNs++;
        }
        assertEquals(best.downtimeNs() > limitNs
                ? best
                : new SwitchPoint(earliestNs, optimum.downtimeNs(earliestNs)),
                optimum.earliest(fromNs, toNs, limitNs));
    }

    private static String ns(final double least) {
        return " ns where the least is " + least + " ns";
    }

    /** Sends every page once, any of those whose last write is over, and says how long it takes after the switch. */
    private static double clairvoyant(final AccessHistory writes, final long startNs, final long switchNs,
            final int pageNs, final HierarchicalBitmap zero, final int zeroNs, final Random random) {
        final Release[] releases = new Release[writes.pages()];
        for (int page = 0; page < releases.length; page++) {
            releases[page] = new Release(startNs, zero.contains(page) ? zeroNs : pageNs);
        }
        for (int i = writes.firstAfter(startNs); i < writes.firstAfter(switchNs); i++) {
            releases[writes.page(i)] = new Release(writes.timeNs(i), pageNs);
        }
        final List<Release> unsent = new ArrayList<>(List.of(releases));
        long nowNs = startNs;
        while (!unsent.isEmpty()) {
            final long instantNs = nowNs;
            final List<Release> ready = unsent.stream().filter(page -> page.atNs <= instantNs).toList();
            if (ready.isEmpty()) {
                nowNs = unsent.stream().mapToLong(Release::atNs).min().orElseThrow();
            } else {
                final Release sent = ready.get(random.nextInt(ready.size()));
                unsent.remove(sent);
                nowNs += sent.costNs;
            }
        }
        return Math.max(0, nowNs - switchNs);
    }

    private record Release(long atNs, int costNs) {}

    /** Sends now this page and now that, or nothing; what is stale at the switch goes then. */
    private static double randomSchedule(final AccessHistory writes, final long switchNs, final int pageNs,
            final Random random) {
        final long[] copiedNs = new long[writes.pages()];
        Arrays.fill(copiedNs, -1);
        final int idleShare = random.nextInt(4);
        long nowNs = 0;
        int inFlight = -1;
        while (nowNs < switchNs) {
            if (random.nextInt(4) < idleShare) {
                nowNs++;
                inFlight = -1;
            } else {
                inFlight = random.nextInt(writes.pages());
                copiedNs[inFlight] = nowNs;
                nowNs += pageNs;
            }
        }
        final boolean[] isStale = new boolean[writes.pages()];
        for (int page = 0; page < isStale.length; page++) {
            isStale[page] = copiedNs[page] < 0;
        }
        for (int i = 0; i < writes.size() && writes.timeNs(i) <= switchNs; i++) {
            isStale[writes.page(i)] |= writes.timeNs(i) > copiedNs[writes.page(i)];
        }
        double restNs = inFlight >= 0 && !isStale[inFlight] ? nowNs - switchNs : 0;
        for (final boolean stale : isStale) {
            restNs += stale ? pageNs : 0;
        }
        return restNs;
    }
}
