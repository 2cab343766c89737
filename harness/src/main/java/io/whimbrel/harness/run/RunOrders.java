package io.whimbrel.harness.run;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The orders that a run understands: each goes to the end that it is for, of the migration under way. What is cut or in
 * doubt the run settles itself. Orders may come from any thread.
 */
final class RunOrders implements Orders {

    private static final List<String> FOR_SOURCE = List.of(EndOrders.SWITCH_NOW, EndOrders.GO_POST_COPY,
            EndOrders.CANCEL);

    private final Map<String, Orders> ends = new ConcurrentHashMap<>();

    /** An end of the migration under way takes orders from now on. */
    void begin(final String role, final Orders end) {
        ends.put(role, end);
    }

    /** The migration is over. */
    void end() {
        ends.clear();
    }

    @Override
    public Answer give(final String name) {
        if (name.equals(EndOrders.STATUS)) {
            return Answer.yes(status());
        }
        if (!FOR_SOURCE.contains(name)) {
            return Answer.no("a run does not understand '" + name + "', but " + EndOrders.STATUS + ", "
                    + String.join(", ", FOR_SOURCE) + ": what is cut or in doubt it settles itself");
        }
        final Orders source = ends.get(TwoProcesses.SOURCE);
        return source == null
                ? Answer.no("'" + name + "' is for a source, and there is none now")
                : source.give(name);
    }

    private String status() {
        final String both = Stream.of(TwoProcesses.SOURCE, TwoProcesses.DESTINATION).map(ends::get)
                .filter(Objects::nonNull).map(end -> end.give(EndOrders.STATUS).line())
                .collect(Collectors.joining("; "));
        return both.isEmpty() ? "no migration is under way" : both;
    }
}
