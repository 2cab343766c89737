package io.whimbrel.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.memory.BlockPool;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is written between them, two snapshots of different instants read as two full copies do. */
class CopyOnWritePropertyTest {

    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 7;
    private static final int VCPUS = 2;

    private enum Call {
        PUT_LONG, PUT_BYTE, WRITE, SECOND_SNAPSHOT, READ, RELEASE
    }

    private record Step(Call call, int vcpu, int where, int length) {}

    @Property(tries = 100)
    void shouldReadAsAFullCopyDoes(@ForAll("steps") final List<Step> steps) {
        try (GuestMemory memory = new GuestMemory(new PageGeometry(PAGES * PAGE_BYTES, PAGE_BYTES))) {
            fill(memory);
            final GuestAccess[] vcpus = {memory, memory};
            final Model first = new Model(memory, vcpus);
            Model second = null;
            byte value = 1;
            for (final Step step : steps) {
                final GuestAccess vcpu = vcpus[step.vcpu()];
                final int page = step.where() / PAGE_BYTES;
                switch (step.call()) {
                    case PUT_LONG -> vcpu.putLong(step.where() & -8, value++);
                    case PUT_BYTE -> vcpu.putByte(step.where(), value++);
                    case WRITE -> vcpu.write(step.where(), new byte[step.length()], 0,
                            Math.min(step.length(), PAGES * PAGE_BYTES - step.where()));
                    case SECOND_SNAPSHOT -> second = second == null ? new Model(memory, vcpus) : second;
                    case READ -> first.check(page);
                    case RELEASE -> first.release(page);
                }
                if (second != null) {
                    second.check(page);
                }
            }
            first.checkAllAndClose();
            if (second != null) {
                second.checkAllAndClose();
            }
        }
    }

    private static void fill(final GuestMemory memory) {
        for (int at = 0; at < PAGES * PAGE_BYTES; at += Long.BYTES) {
            memory.putLong(at, at * 0x9E3779B97F4A7C15L);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(Arbitraries.of(Call.class), Arbitraries.integers().between(0, VCPUS - 1),
                Arbitraries.integers().between(0, PAGES * PAGE_BYTES - 1),
                Arbitraries.integers().between(1, 2 * PAGE_BYTES)).as(Step::new).list().ofMaxSize(60);
    }

    /** A snapshot beside a full copy of the same instant. */
    private static final class Model {

        private final GuestMemory memory;
        private final GuestMemory target = new GuestMemory(new PageGeometry(PAGE_BYTES, PAGE_BYTES));
        private final byte[] copy = new byte[PAGES * PAGE_BYTES];
        private final byte[] page = new byte[PAGE_BYTES];
        private final BitSet released = new BitSet();
        private final BlockPool pool = new BlockPool(PAGE_BYTES, PAGES * PAGE_BYTES);
        private final CopyOnWrite pages;
        private final CopyOnWriteBarrier[] barriers = new CopyOnWriteBarrier[VCPUS];

        Model(final GuestMemory memory, final GuestAccess[] vcpus) {
            this.memory = memory;
            memory.read(0, copy, 0, copy.length);
            pages = new CopyOnWrite(memory, pool);
            for (int vcpu = 0; vcpu < VCPUS; vcpu++) {
                barriers[vcpu] = new CopyOnWriteBarrier(pages);
                vcpus[vcpu] = CopyOnWriteAccess.with(vcpus[vcpu], barriers[vcpu]);
            }
        }

        void release(final int at) {
            check(at);
            pages.release(at);
            released.set(at);
        }

        void check(final int at) {
            if (!released.get(at)) {
                pages.read(at, target.addressOfPage(0));
                assertTrue(isAsThen(at, target, 0), "page " + at + " is not what it was");
            }
        }

        private boolean isAsThen(final int at, final GuestMemory where, final long offset) {
            where.read(offset, page, 0, PAGE_BYTES);
            return Arrays.equals(page, 0, PAGE_BYTES, copy, at * PAGE_BYTES, (at + 1) * PAGE_BYTES);
        }

        void checkAllAndClose() {
            for (int at = 0; at < PAGES; at++) {
                check(at);
                assertTrue(isAsThen(at, memory, (long) at * PAGE_BYTES) || barriers[0].written().contains(at)
                        || barriers[1].written().contains(at), "page " + at + " was written unnoticed");
            }
            target.close();
            pool.close();
        }
    }
}
