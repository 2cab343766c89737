package io.whimbrel.workloads.arrival;

import io.whimbrel.workloads.random.RandomStream;

/** How a guest's operations are spread over time, given their mean rate. Immutable. */
public interface ArrivalProcess {

    /**
     * Begins the arrivals of one virtual CPU.
     *
     * @param load   how many operations there are to spread
     * @param random the randomness of these arrivals alone
     * @return the arrivals, which must be the same for the same arguments
     */
    ArrivalStream begin(Load load, RandomStream random);
}
