package io.whimbrel.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PagedAccessPropertyTest {

    private static final int PAGE_BYTES = 4096;
    private static final long MEMORY_BYTES = 5L * PAGE_BYTES;

    private final Unbarred access = new Unbarred();

    @Property
    void shouldFindThePageOfWhatIsInTheMemoryAndOfNothingElse(@ForAll("offsets") final long offset) {
        if (isInside(offset, Long.BYTES)) {
            assertEquals(offset / PAGE_BYTES, access.pageOfLong(offset));
        } else {
            assertThrows(IndexOutOfBoundsException.class, () -> access.pageOfLong(offset));
        }
        if (isInside(offset, 1)) {
            assertEquals(offset / PAGE_BYTES, access.pageOfByte(offset));
        } else {
            assertThrows(IndexOutOfBoundsException.class, () -> access.pageOfByte(offset));
        }
    }

    @Property
    void shouldFindThePagesOfEveryByteAndNoOther(@ForAll("offsets") final long offset,
            @ForAll @IntRange(min = -1, max = 3 * PAGE_BYTES) final int length) {
        if (isInside(offset, length)) {
            final List<Long> pages = LongStream.range(offset, offset + length).map(at -> at / PAGE_BYTES).distinct()
                    .boxed().toList();
            assertEquals(pages, LongStream.range(access.firstPage(offset, length), access.endPage(offset, length))
                    .boxed().toList());
        } else {
            assertThrows(IndexOutOfBoundsException.class, () -> access.firstPage(offset, length));
        }
    }

    private static boolean isInside(final long offset, final int length) {
        return length >= 0 && offset >= 0 && offset <= MEMORY_BYTES - length;
    }

    @Provide
    Arbitrary<Long> offsets() {
        return Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().between(-16, MEMORY_BYTES + 16),
                Arbitraries.longs().between(0, 5).flatMap(
                        page -> Arbitraries.longs().between(page * PAGE_BYTES - 8, page * PAGE_BYTES + 8)));
    }

    private static final class Unbarred extends PagedAccess {

        Unbarred() {
            super(new PageGeometry(MEMORY_BYTES, PAGE_BYTES));
        }

        @Override
        public long getLong(final long offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void putLong(final long offset, final long value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte getByte(final long offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void putByte(final long offset, final byte value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void read(final long offset, final byte[] target, final int index, final int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(final long offset, final byte[] source, final int index, final int length) {
            throw new UnsupportedOperationException();
        }
    }
}
