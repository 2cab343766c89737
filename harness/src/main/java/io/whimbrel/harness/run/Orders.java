package io.whimbrel.harness.run;

/** Whatever takes orders, by name, from whoever may give them. */
@FunctionalInterface
public interface Orders {

    /**
     * Gives an order. One that makes no sense where the migration stands changes nothing.
     *
     * @param name its name
     * @return the answer
     */
    Answer give(String name);

    /**
     * What an order is answered.
     *
     * @param accepted whether it is being carried out
     * @param line     for whoever gave it
     */
    record Answer(boolean accepted, String line) {

        /**
         * The order is being carried out.
         *
         * @param line for whoever gave it
         * @return the answer
         */
        public static Answer yes(final String line) {
            return new Answer(true, line);
        }

        /**
         * The order is refused.
         *
         * @param line for whoever gave it
         * @return the answer
         */
        public static Answer no(final String line) {
            return new Answer(false, line);
        }
    }
}
