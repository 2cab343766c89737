package io.whimbrel.workloads.kv;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.workloads.guest.GuestSetup;
import io.whimbrel.workloads.random.Concern;
import io.whimbrel.workloads.random.RandomStream;

/** A guest whose virtual CPUs each have a table of their own. */
final class KvGuest implements GuestProgram {

    private final GuestSetup setup;
    private final Mix mix;
    private final int valueBytes;
    private final double fill;

    KvGuest(final GuestSetup setup, final Mix mix, final int valueBytes, final double fill) {
        this.setup = setup;
        this.mix = mix;
        this.valueBytes = valueBytes;
        this.fill = fill;
        final int writeBytes = setup.content().writeBytes();
        if (writeBytes > valueBytes) {
            throw new IllegalArgumentException(
                    "content: a write of " + writeBytes + " B does not fit a value of " + valueBytes + " B");
        }
        // The first part of the memory is never longer than another, so that what fits it fits all.
        vcpu(0);
    }

    @Override
    public int vcpus() {
        return setup.vcpus();
    }

    @Override
    public void fill(final GuestMemory memory) {
        for (int vcpu = 0; vcpu < setup.vcpus(); vcpu++) {
            final TableLayout layout = layout(vcpu);
            final Table table = new Table(layout);
            final Slot record = new Slot(layout.slotBytes());
            final RandomStream random = setup.random(vcpu, Concern.FILL);
            for (long key = 0; key < loaded(layout); key++) {
                setup.content().fill(record.bytes(), TableLayout.HEADER_BYTES, valueBytes, random);
                table.insert(memory, key, record);
            }
        }
    }

    @Override
    public VcpuProgram vcpu(final int vcpu) {
        final TableLayout layout = layout(vcpu);
        return new KvVcpu(setup, vcpu, mix, layout, loaded(layout));
    }

    private TableLayout layout(final int vcpu) {
        return TableLayout.of(setup.geometry(), setup.partition(vcpu), valueBytes);
    }

    private long loaded(final TableLayout layout) {
        return Math.clamp(Math.round(fill * layout.capacity()), 1L, layout.capacity());
    }
}
