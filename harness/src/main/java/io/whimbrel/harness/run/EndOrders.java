package io.whimbrel.harness.run;

import io.whimbrel.engine.observe.DestinationState;
import io.whimbrel.engine.observe.SourceState;
import io.whimbrel.harness.end.DestinationRun;
import io.whimbrel.harness.end.SourceRun;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The orders that an end understands, by name. Each answers with a line for whoever gave it. */
public final class EndOrders implements Orders {

    /** Tells where the migration stands. */
    public static final String STATUS = "status";
    /** Pauses the guest now and sends what remains, whatever the policies think. */
    public static final String SWITCH_NOW = "switch-now";
    /** Hands the guest over now; what remains follows on demand and in between. */
    public static final String GO_POST_COPY = "post-copy";
    /** Ends the migration with the guest at the source. */
    public static final String CANCEL = "cancel";
    /** Takes up a migration that was cut, over another link to the same place. */
    public static final String RECOVER = "recover";
    /** Settles a migration in doubt: the guest runs here. */
    public static final String RUN_HERE = "run-here";
    /** Settles a migration in doubt: the guest is dropped here. So is one that can never be whole again. */
    public static final String DROP_HERE = "drop-here";

    private static final String LIVE = "a source whose guest runs while its pages go";
    private static final String PAGE_BY_PAGE = "a guest that goes page by page, not as an image";
    private static final String CUT = "an end whose migration was cut";
    private static final String IN_DOUBT = "an end that is in doubt";
    private static final String IN_PIECES = "an end in doubt, or one that was cut from a part of the guest";

    /** An order, and when it makes sense. */
    private record Order(BooleanSupplier allowed, String isFor, Runnable action) {}

    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final String role;
    private final Supplier<? extends Enum<?>> state;
    private final Supplier<String> detail;

    private EndOrders(final String role, final Supplier<? extends Enum<?>> state, final Supplier<String> detail) {
        this.role = role;
        this.state = state;
        this.detail = detail;
    }

    /**
     * The orders of a source.
     *
     * @param source the end
     * @return its orders
     */
    public static EndOrders of(final SourceRun source) {
        final EndOrders all = new EndOrders(TwoProcesses.SOURCE, source::state, source::detail);
        final boolean sendsPages = source.sendsPages();
        final Set<SourceState> live = sendsPages
                ? EnumSet.of(SourceState.CONNECTING, SourceState.LIVE)
                : EnumSet.noneOf(SourceState.class);
        final String isFor = sendsPages ? LIVE : PAGE_BY_PAGE;
        all.add(SWITCH_NOW, in(source::state, live), isFor, source::switchNow);
        all.add(GO_POST_COPY, in(source::state, live), isFor, source::goPostCopy);
        all.add(CANCEL, () -> source.state().ownsGuest() && !source.state().isFinal(),
                "a source that has not given the guest up", source::cancel);
        all.add(RECOVER, in(source::state, EnumSet.of(SourceState.SEVERED, SourceState.RESUMING,
                SourceState.IN_DOUBT)), CUT, source::recover);
        all.add(RUN_HERE, in(source::state, EnumSet.of(SourceState.IN_DOUBT)), IN_DOUBT, source::recoverByRunning);
        all.add(DROP_HERE, in(source::state, EnumSet.of(SourceState.SEVERED, SourceState.RESUMING,
                SourceState.IN_DOUBT)), IN_PIECES, source::recoverByDiscarding);
        return all;
    }

    /**
     * The orders of a destination, given by somebody who knows of the source what the destination does.
     *
     * @param destination the end
     * @return its orders
     */
    public static EndOrders of(final DestinationRun destination) {
        return of(destination, destination::isCut);
    }

    /**
     * The orders of a destination, given by a run, which sees the source too.
     *
     * @param destination the end
     * @return its orders
     */
    public static EndOrders ofRun(final DestinationRun destination) {
        return of(destination, destination::isRecoverable);
    }

    private static EndOrders of(final DestinationRun destination, final BooleanSupplier recoverable) {
        final EndOrders all = new EndOrders(TwoProcesses.DESTINATION, destination::state, destination::detail);
        all.add(RECOVER, recoverable, CUT, destination::recover);
        all.add(RUN_HERE, in(destination::state, EnumSet.of(DestinationState.IN_DOUBT)), IN_DOUBT,
                destination::recoverByRunning);
        all.add(DROP_HERE, in(destination::state, EnumSet.of(DestinationState.SEVERED, DestinationState.IN_DOUBT)),
                IN_PIECES, destination::recoverByDiscarding);
        return all;
    }

    private static <S extends Enum<S>> BooleanSupplier in(final Supplier<S> state, final Set<S> states) {
        return () -> states.contains(state.get());
    }

    private String status() {
        final String why = detail.get();
        return role + ": " + state.get() + (why.isEmpty() ? "" : ": " + why);
    }

    private void add(final String name, final BooleanSupplier allowed, final String isFor, final Runnable action) {
        orders.put(name, new Order(allowed, isFor, action));
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
        return name.equals(STATUS) || orders.containsKey(name);
    }

    @Override
    public Answer give(final String name) {
        if (name.equals(STATUS)) {
            return Answer.yes(status());
        }
        final Order order = orders.get(name);
        if (order == null) {
            return Answer.no("this end does not understand '" + name + "', but " + STATUS + ", "
                    + String.join(", ", orders.keySet()));
        }
        if (!order.allowed.getAsBoolean()) {
            return Answer.no("'" + name + "' is for " + order.isFor + "; nothing was changed at this one, which is "
                    + state.get().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        order.action.run();
        return Answer.yes("told");
    }
}
