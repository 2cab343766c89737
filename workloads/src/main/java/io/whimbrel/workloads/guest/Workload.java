package io.whimbrel.workloads.guest;

import io.whimbrel.engine.guest.GuestProgram;

/** What a guest does all day. Immutable: what changes is in the programs that it makes. */
public interface Workload {

    /**
     * The access pattern of reads and writes where a scenario names none.
     *
     * @return a reference to a plug-in, for example {@code zipf(skew=0.99)}
     */
    String locality();

    /**
     * Makes the guest's program.
     *
     * @param setup the guest's shape, load, patterns and content
     * @return the program
     * @throws IllegalArgumentException in one line, when the workload does not fit the guest
     */
    GuestProgram program(GuestSetup setup);
}
