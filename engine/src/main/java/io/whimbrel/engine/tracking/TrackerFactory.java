package io.whimbrel.engine.tracking;

/** A kind of dirty tracker, as a plug-in. */
@FunctionalInterface
public interface TrackerFactory {

    /**
     * Makes a tracker for a guest.
     *
     * @param pages number of pages of the guest
     * @param vcpus number of virtual CPUs that will write
     * @return a tracker that holds every page as clean
     */
    DirtyTracker create(long pages, int vcpus);
}
