package io.whimbrel.workloads.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.workloads.Guests;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PartitionTest {

    @Property
    void shouldCoverAllPagesWithoutOverlap(@ForAll @LongRange(min = 64, max = 1L << 36) final long pages,
            @ForAll @IntRange(min = 1, max = 64) final int vcpus) {
        long next = 0;
        final long least = Partition.of(Guests.pages(pages), vcpus, 0).pages();
        for (int vcpu = 0; vcpu < vcpus; vcpu++) {
            final Partition partition = Partition.of(Guests.pages(pages), vcpus, vcpu);
            assertEquals(next, partition.firstPage());
            assertTrue(partition.pages() >= least && partition.pages() <= least + 1);
            next += partition.pages();
        }
        assertEquals(pages, next);
    }

    @Test
    void shouldRefuseMoreVcpusThanPages() {
        assertEquals("65 vCPUs cannot share 64 pages; each needs one of its own",
                assertThrows(IllegalArgumentException.class, () -> Partition.of(Guests.SMALL, 65, 0)).getMessage());
    }
}
