package io.whimbrel.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class HierarchicalBitmapPropertyTest {

    private enum Call {
        ADD, REMOVE, NEXT, DRAIN_TO_OTHER, DRAIN_FROM_OTHER, ADD_ALL, CLEAR
    }

    private record Step(Call call, long where) {}

    @Property(tries = 300)
    void shouldAnswerAsABitSetDoes(@ForAll("sizes") final long pages, @ForAll("steps") final List<Step> steps) {
        final HierarchicalBitmap set = new HierarchicalBitmap(pages);
        final HierarchicalBitmap other = new HierarchicalBitmap(pages);
        final BitSet setModel = new BitSet();
        final BitSet otherModel = new BitSet();
        for (final Step step : steps) {
            final int page = (int) (step.where() % pages);
            switch (step.call()) {
                case ADD -> {
                    assertEquals(!setModel.get(page), set.add(page));
                    setModel.set(page);
                }
                case REMOVE -> {
                    assertEquals(setModel.get(page), set.remove(page));
                    setModel.clear(page);
                }
                case NEXT -> assertEquals(setModel.nextSetBit(page), set.next(page));
                case DRAIN_TO_OTHER -> drain(set, setModel, other, otherModel);
                case DRAIN_FROM_OTHER -> drain(other, otherModel, set, setModel);
                case ADD_ALL -> {
                    set.addAll();
                    setModel.set(0, (int) pages);
                }
                case CLEAR -> {
                    set.clear();
                    setModel.clear();
                }
            }
            assertEquals(setModel.get(page), set.contains(page));
            assertEquals(setModel.cardinality(), set.cardinality());
            assertEquals(setModel.isEmpty(), set.isEmpty());
        }
        assertSame(setModel, set);
        assertSame(otherModel, other);
    }

    private static void drain(final HierarchicalBitmap from, final BitSet fromModel, final HierarchicalBitmap to,
            final BitSet toModel) {
        from.drainTo(to);
        toModel.or(fromModel);
        fromModel.clear();
    }

    static void assertSame(final BitSet model, final HierarchicalBitmap set) {
        assertEquals(model.cardinality(), set.cardinality());
        long page = -1;
        do {
            final long next = set.next(page + 1);
            assertEquals(model.nextSetBit((int) page + 1), next);
            page = next;
        } while (page != PageSet.NONE && page + 1 < set.pages());
        assertEquals(PageSet.NONE, set.next(set.pages()));
    }

    @Provide
    Arbitrary<Long> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.of(1L, 2L, 63L, 64L, 65L, 127L, 128L, 129L, 4095L, 4096L, 4097L, 4160L, 8192L, 8193L,
                        262_143L, 262_144L, 262_145L, 262_208L, 266_241L),
                Arbitraries.longs().between(1, 300_000));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        final Arbitrary<Call> calls = Arbitraries.frequency(Tuple.of(40, Call.ADD),
                Tuple.of(20, Call.REMOVE), Tuple.of(20, Call.NEXT),
                Tuple.of(5, Call.DRAIN_TO_OTHER), Tuple.of(5, Call.DRAIN_FROM_OTHER),
                Tuple.of(1, Call.ADD_ALL), Tuple.of(2, Call.CLEAR));
        final Arbitrary<Long> wordEdges = Combinators.combine(Arbitraries.longs().between(0, 4200),
                Arbitraries.of(64L, 4096L), Arbitraries.of(-1L, 0L, 1L))
                .as((multiple, word, step) -> Math.max(0, multiple * word + step));
        final Arbitrary<Long> places = Arbitraries.oneOf(wordEdges, Arbitraries.longs().between(0, 130),
                Arbitraries.longs().between(0, 300_000));
        return Combinators.combine(calls, places).as(Step::new).list().ofMaxSize(150);
    }
}
