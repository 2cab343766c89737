package io.whimbrel.workloads.kv;

import static io.whimbrel.engine.plugin.Parameter.Type.BYTES;
import static io.whimbrel.engine.plugin.Parameter.Type.NUMBER;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.workloads.guest.GuestSetup;
import io.whimbrel.workloads.guest.Workload;
import java.util.List;

/** A key-value store under a YCSB mix of operations. */
public final class KvWorkload implements Workload {

    private static final int MAX_VALUE_BYTES = 4 << 10;
    private static final int MIN_VALUE_BYTES = 64;

    private final Mix mix;
    private final int valueBytes;
    private final double fill;

    /**
     * Makes one.
     *
     * @param mix        name of the YCSB core workload: a, b, c, d or f
     * @param valueBytes length of a value, a multiple of 8
     * @param fill       how full the table is at first, as a share of the records that it takes
     * @throws IllegalArgumentException when one of them is not so
     */
    public KvWorkload(final String mix, final int valueBytes, final double fill) {
        if (valueBytes % Long.BYTES != 0) {
            throw new IllegalArgumentException("value-bytes: " + valueBytes + "B is not a multiple of 8B");
        }
        this.mix = Mix.named(mix);
        this.valueBytes = valueBytes;
        this.fill = fill;
    }

    /**
     * Lists it.
     *
     * @return the workload under its name
     */
    public static Plugin<Workload> plugin() {
        return new Plugin<>(Workload.class, "kv", "a hash table in the guest's memory, under a YCSB mix of operations",
                "YCSB (SoCC 2010), core workloads",
                List.of(Parameter.choice("mix",
                        "a: half updates, b: 5% updates, c: reads, d: reads of the latest and 5% inserts,"
                                + " f: half read-modify-writes",
                        "a", "b", "c", "d", "f"),
                        Parameter.of("value-bytes", BYTES, "1KiB", MIN_VALUE_BYTES, MAX_VALUE_BYTES,
                                "length of a value, a multiple of 8B"),
                        Parameter.of("fill", NUMBER, "0.9", 0.01, 1,
                                "records at first, as a share of those that the table takes (0.7 of its slots)")),
                arguments -> new KvWorkload(arguments.asText("mix"), arguments.asInt("value-bytes"),
                        arguments.asDouble("fill")));
    }

    @Override
    public String locality() {
        return mix.locality();
    }

    @Override
    public GuestProgram program(final GuestSetup setup) {
        if (!setup.content().isKept()) {
            throw new IllegalArgumentException(
                    "content: a key-value store needs the contents of its memory; choose zero,"
                            + " text or random, or the synthetic workload");
        }
        return new KvGuest(setup, mix, valueBytes, fill);
    }
}
