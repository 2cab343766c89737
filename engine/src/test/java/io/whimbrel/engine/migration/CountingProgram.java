package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A small guest for tests: each operation picks a page of its vCPU's partition, reads a counter there, and writes it
 * back one higher beside a mix of it. Every third page is left zero at first.
 */
public record CountingProgram(PageGeometry geometry, int vcpus, long intervalNs, long seed) implements GuestProgram {

    @Override
    public void fill(final GuestMemory memory) {
        final int pageBytes = geometry.pageBytes();
        for (long page = 0; page < geometry.pages(); page++) {
            if (page % 3 != 0) {
                for (int at = 0; at < pageBytes; at += 512) {
                    memory.putLong(page * pageBytes + at, mix(seed + page * 31 + at));
                }
            }
        }
    }

    @Override
    public VcpuProgram vcpu(final int vcpu) {
        return new Counting(vcpu);
    }

    static long mix(final long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private final class Counting implements VcpuProgram {

        private final int vcpu;
        private long operations;
        private long digest;

        Counting(final int vcpu) {
            this.vcpu = vcpu;
        }

        @Override
        public long nextStartNs() {
            return operations * intervalNs;
        }

        @Override
        public void execute(final GuestAccess memory) {
            final int pageBytes = geometry.pageBytes();
            final long share = geometry.pages() / vcpus;
            final long page = vcpu * share + Long.remainderUnsigned(mix(seed * 7 + vcpu * 1_000_003L + operations),
                    share);
            final long offset = page * pageBytes + (operations % (pageBytes / 16)) * 16;
            final long count = memory.getLong(offset);
            digest = mix(digest ^ count);
            memory.putLong(offset, count + 1);
            memory.putLong(offset + 8, mix(count + operations));
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
            return 16;
        }

        @Override
        public void saveState(final MutableDirectBuffer buffer, final int offset) {
            buffer.putLong(offset, operations);
            buffer.putLong(offset + 8, digest);
        }

        @Override
        public void loadState(final DirectBuffer buffer, final int offset) {
            operations = buffer.getLong(offset);
            digest = buffer.getLong(offset + 8);
        }
    }
}
