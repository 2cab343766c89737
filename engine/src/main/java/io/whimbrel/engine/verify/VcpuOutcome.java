package io.whimbrel.engine.verify;

import io.whimbrel.engine.guest.VcpuProgram;

/**
 * What a virtual CPU has done by the end of a run, wherever it ran.
 *
 * @param operations how many operations it has executed since the guest was started
 * @param readDigest the digest over everything they have read
 */
public record VcpuOutcome(long operations, long readDigest) {

    /**
     * The outcome of a program that has stopped.
     *
     * @param program not executing
     * @return what it has done
     */
    public static VcpuOutcome of(final VcpuProgram program) {
        return new VcpuOutcome(program.operations(), program.readDigest());
    }
}
