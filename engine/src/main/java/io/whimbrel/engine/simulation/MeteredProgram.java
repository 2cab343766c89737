package io.whimbrel.engine.simulation;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A program whose operations take time on a simulated processor.
 *
 * @param program     what the guest runs
 * @param cpu         the guest's processor
 * @param operationNs nanoseconds for each operation
 */
public record MeteredProgram(GuestProgram program, VirtualCpu cpu, double operationNs) implements GuestProgram {

    @Override
    public int vcpus() {
        return program.vcpus();
    }

    @Override
    public boolean needsContents() {
        return program.needsContents();
    }

    @Override
    public void fill(final GuestMemory memory) {
        program.fill(memory);
    }

    @Override
    public VcpuProgram vcpu(final int vcpu) {
        return new MeteredVcpu(program.vcpu(vcpu), cpu, operationNs);
    }

    private record MeteredVcpu(VcpuProgram program, VirtualCpu cpu, double operationNs) implements VcpuProgram {

        @Override
        public long nextStartNs() {
            return program.nextStartNs();
        }

        @Override
        public void execute(final GuestAccess memory) {
            program.execute(memory);
            cpu.charge(operationNs);
        }

        @Override
        public long operations() {
            return program.operations();
        }

        @Override
        public long readDigest() {
            return program.readDigest();
        }

        @Override
        public int stateLength() {
            return program.stateLength();
        }

        @Override
        public void saveState(final MutableDirectBuffer buffer, final int offset) {
            program.saveState(buffer, offset);
        }

        @Override
        public void loadState(final DirectBuffer buffer, final int offset) {
            program.loadState(buffer, offset);
        }
    }
}
