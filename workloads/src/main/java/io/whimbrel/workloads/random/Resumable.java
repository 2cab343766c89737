package io.whimbrel.workloads.random;

/**
 * Something whose whole changing state is one long, so that a virtual CPU can be moved in a few words. What needs more
 * derives it from a count.
 */
public interface Resumable {

    /**
     * The state.
     *
     * @return any value
     */
    long state();

    /**
     * Takes over a state that an object made from the same parameters has shown.
     *
     * @param state what {@link #state()} returned
     */
    void resume(long state);
}
