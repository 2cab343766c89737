package io.whimbrel.results.optimum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PostcopyOptimumPropertyTest {

    @Property
    void shouldBeReachedByPushingInOrderOfFirstAccess(@ForAll @IntRange(min = 1, max = 30) final int pages,
            @ForAll @IntRange(max = 120) final int count, @ForAll @IntRange(min = 1, max = 60) final int pageNs,
            @ForAll final long seed) {
        final AccessHistory accesses = Histories.random(new Random(seed), pages, count, 20);
        assertEquals(stallNs(accesses, firstAccessOrder(accesses), pageNs),
                new PostcopyOptimum(accesses, pageNs).stallNs(0));
    }

    @Property
    void shouldNotBeBeatenByAnyOrder(@ForAll @IntRange(min = 1, max = 8) final int pages,
            @ForAll @IntRange(max = 60) final int count, @ForAll @IntRange(min = 1, max = 60) final int pageNs,
            @ForAll final long seed) {
        final Random random = new Random(seed);
        final AccessHistory accesses = Histories.random(random, pages, count, 20);
        final double least = new PostcopyOptimum(accesses, pageNs).stallNs(0);
        for (int attempt = 0; attempt < 20; attempt++) {
            final List<Integer> order = firstAccessOrder(accesses);
            Collections.shuffle(order, random);
            final double reached = stallNs(accesses, order, pageNs);
            assertTrue(reached >= least, () -> "stalled for " + reached + ", the least is " + least);
        }
    }

    @Property
    void shouldNeverStallAfterTheHeadStart(@ForAll @IntRange(min = 1, max = 8) final int pages,
            @ForAll @IntRange(max = 60) final int count, @ForAll @IntRange(min = 1, max = 60) final int pageNs,
            @ForAll final long seed) {
        final AccessHistory accesses = Histories.random(new Random(seed), pages, count, 20);
        final long head = new PostcopyOptimum(accesses, pageNs).headStartPages(0);
        final List<Integer> order = firstAccessOrder(accesses);
        assertEquals(0, stallNs(accesses, order, pageNs, head));
        assertTrue(head == 0 || stallNs(accesses, order, pageNs, head - 1) > 0, "one page fewer would do");
    }

    private static List<Integer> firstAccessOrder(final AccessHistory accesses) {
        final Set<Integer> order = new LinkedHashSet<>();
        for (int i = 0; i < accesses.size(); i++) {
            order.add(accesses.page(i));
        }
        return new ArrayList<>(order);
    }

    private static double stallNs(final AccessHistory accesses, final List<Integer> order, final int pageNs) {
        return stallNs(accesses, order, pageNs, 0);
    }

    /** Runs the guest: it stands still at an access until the page is there, which delays all that comes after. */
    private static double stallNs(final AccessHistory accesses, final List<Integer> order, final int pageNs,
            final long head) {
        double stalledNs = 0;
        for (int i = 0; i < accesses.size(); i++) {
            final double thereNs = Math.max(0, order.indexOf(accesses.page(i)) + 1 - head) * (double) pageNs;
            stalledNs += Math.max(0, thereNs - (accesses.timeNs(i) + stalledNs));
        }
        return stalledNs;
    }
}
