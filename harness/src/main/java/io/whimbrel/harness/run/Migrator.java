package io.whimbrel.harness.run;

import io.whimbrel.harness.scenario.Variant;

/** A way to put the two ends of a migration together. */
public interface Migrator {

    /**
     * Runs a variant once.
     *
     * @param variant  what to run
     * @param observer is told how both ends get on
     * @return how it went
     * @throws io.whimbrel.harness.UnusableInputException when an end cannot be had as asked for
     */
    Pair migrate(Variant variant, Observer observer);

    /**
     * The orders for the migration under way.
     *
     * @return takes them from any thread, also while no migration is under way
     */
    Orders orders();

    /** Is told what the ends say. Called from several threads; must not block. */
    @FunctionalInterface
    interface Observer {

        /**
         * An end has said something.
         *
         * @param role    {@code source} or {@code destination}
         * @param message what
         */
        void heard(String role, Message message);
    }
}
