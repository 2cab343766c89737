package io.whimbrel.harness.run;

import io.whimbrel.harness.end.DestinationRun;
import io.whimbrel.harness.end.SourceRun;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The orders that an end understands, by name. Each answers with a line for whoever gave it. */
public final class EndOrders {

    /** Tells where the migration stands. */
    public static final String STATUS = "status";
    /** Pauses the guest now and sends what remains, whatever the policies think. */
    public static final String SWITCH_NOW = "switch-now";
    /** Hands the guest over now; what remains follows on demand and in between. */
    public static final String GO_POST_COPY = "post-copy";
    /** Ends the migration with the guest at the source. */
    public static final String CANCEL = "cancel";
    /** Takes up a migration that was cut, over the link that is well again. */
    public static final String RECOVER = "recover";
    /** Settles a migration in doubt: the guest runs here. */
    public static final String RUN_HERE = "run-here";
    /** Settles a migration in doubt: the guest is dropped here. So is one that can never be whole again. */
    public static final String DROP_HERE = "drop-here";

    private final Map<String, Supplier<String>> orders = new LinkedHashMap<>();

    private EndOrders(final Supplier<String> status) {
        orders.put(STATUS, status);
    }

    /**
     * The orders of a source.
     *
     * @param source the end
     * @return its orders
     */
    public static EndOrders of(final SourceRun source) {
        final EndOrders all = new EndOrders(() -> "source: " + source.state());
        all.orders.put(SWITCH_NOW, () -> told(source::switchNow));
        all.orders.put(GO_POST_COPY, () -> told(source::goPostCopy));
        all.orders.put(CANCEL, () -> told(source::cancel));
        all.orders.put(RECOVER, () -> told(source::recover));
        all.orders.put(RUN_HERE, () -> told(source::recoverByRunning));
        all.orders.put(DROP_HERE, () -> told(source::recoverByDiscarding));
        return all;
    }

    /**
     * The orders of a destination.
     *
     * @param destination the end
     * @return its orders
     */
    public static EndOrders of(final DestinationRun destination) {
        final EndOrders all = new EndOrders(() -> "destination: " + destination.state());
        all.orders.put(RECOVER, () -> told(destination::recover));
        all.orders.put(RUN_HERE, () -> told(destination::recoverByRunning));
        all.orders.put(DROP_HERE, () -> told(destination::recoverByDiscarding));
        return all;
    }

    private static String told(final Runnable order) {
        order.run();
        return "told; it is carried out where the migration's state allows it";
    }

    /**
     * Every order that is understood somewhere.
     *
     * @return names
     */
    public static Set<String> names() {
        return Set.of(STATUS, SWITCH_NOW, GO_POST_COPY, CANCEL, RECOVER, RUN_HERE, DROP_HERE);
    }

    /**
     * Whether this end knows an order.
     *
     * @param name its name
     * @return true when it does
     */
    public boolean understand(final String name) {
        return orders.containsKey(name);
    }

    /**
     * Gives an order.
     *
     * @param name its name
     * @return the answer
     */
    public String give(final String name) {
        final Supplier<String> order = orders.get(name);
        return order == null
                ? "this end does not understand '" + name + "', but " + String.join(", ", orders.keySet())
                : order.get();
    }
}
