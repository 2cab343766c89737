package io.whimbrel.engine.verify;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Each vCPU counts up the words of the pages that it owns, in turn: operation n goes to its page n mod 4, and digests
 * the word it finds there.
 */
final class CountingProgram implements GuestProgram {

    static final int PAGES_PER_VCPU = 4;
    private static final int PAGE_BYTES = 4096;

    private final int vcpus;

    CountingProgram(final int vcpus) {
        this.vcpus = vcpus;
    }

    @Override
    public int vcpus() {
        return vcpus;
    }

    @Override
    public void fill(final GuestMemory memory) {
        for (long offset = 0; offset < memory.geometry().memoryBytes(); offset += Long.BYTES) {
            memory.putLong(offset, offset);
        }
    }

    @Override
    public VcpuProgram vcpu(final int vcpu) {
        return new VcpuProgram() {

            private long operations;
            private long digest;

            @Override
            public long nextStartNs() {
                return operations;
            }

            @Override
            public void execute(final GuestAccess memory) {
                final long page = vcpu * PAGES_PER_VCPU + operations % PAGES_PER_VCPU;
                final long offset = page * PAGE_BYTES + 8;
                final long value = memory.getLong(offset);
                digest = digest * 31 + value;
                memory.putLong(offset, value + 1);
                operations++;
            }

            @Override
            public long operations() {
                return operations;
            }

            @Override
            public long readDigest() {
                return digest;
            }

            @Override
            public int stateLength() {
                return 2 * Long.BYTES;
            }

            @Override
            public void saveState(final MutableDirectBuffer buffer, final int offset) {
                buffer.putLong(offset, operations);
                buffer.putLong(offset + Long.BYTES, digest);
            }

            @Override
            public void loadState(final DirectBuffer buffer, final int offset) {
                operations = buffer.getLong(offset);
                digest = buffer.getLong(offset + Long.BYTES);
            }
        };
    }
}
