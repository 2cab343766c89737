package io.whimbrel.workloads.kv;

/**
 * The operations of a YCSB core workload, as shares that add up to 1 with the reads that remain.
 *
 * @param update      share of operations that change a field of a record
 * @param insert      share of operations that add a record
 * @param readModify  share of operations that read a record and then change a field of it
 * @param locality    which records are meant, unless the scenario says otherwise
 */
record Mix(double update, double insert, double readModify, String locality) {

    private static final String ZIPF = "zipf(skew=0.99)";

    /** The mix of a name: that of the YCSB core workload, in lower case. */
    static Mix named(final String name) {
        return switch (name) {
            case "a" -> new Mix(0.5, 0, 0, ZIPF);
            case "b" -> new Mix(0.05, 0, 0, ZIPF);
            case "c" -> new Mix(0, 0, 0, ZIPF);
            case "d" -> new Mix(0, 0.05, 0, "latest(skew=0.99)");
            case "f" -> new Mix(0, 0, 0.5, ZIPF);
            default -> throw new IllegalArgumentException("there is no mix " + name);
        };
    }
}
