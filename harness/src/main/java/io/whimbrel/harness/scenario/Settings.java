package io.whimbrel.harness.scenario;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.AvailableMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.policy.SendOrder;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.workloads.GuestSpec;
import io.whimbrel.workloads.WorkloadFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The values of one point of a matrix: checked one by one, then against each other and the machine. */
final class Settings {

    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Object> parsed = new LinkedHashMap<>();
    private final Map<String, Value> point;
    private final PluginCatalog catalog;

    Settings(final Draft draft, final Map<String, Value> point, final PluginCatalog catalog) {
        this.point = point;
        this.catalog = catalog;
        for (final Key key : Keys.ALL) {
            final Value value = point.getOrDefault(key.path(), draft.value(key));
            values.put(key.path(), value);
            parsed.put(key.path(), key.parse(value, catalog));
        }
    }

    Map<String, String> texts() {
        final Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((path, value) -> texts.put(path, value.text()));
        return texts;
    }

    Variant variant(final String label) {
        final Map<String, String> set = new LinkedHashMap<>();
        point.forEach((path, value) -> set.put(path, value.text()));
        final GuestSettings guest = guest();
        return new Variant(label, set, texts(), guest, migration(guest.geometry()), link(),
                new PhaseSettings(number(Keys.REHEARSAL), number(Keys.WARM_UP), number(Keys.BEFORE),
                        number(Keys.AFTER)),
                new VirtualSettings(text(Keys.VIRTUAL_LINK), text(Keys.VIRTUAL_COSTS)));
    }

    private GuestSettings guest() {
        final long memory = number(Keys.MEMORY);
        final long page = number(Keys.PAGE_SIZE);
        if (page > memory) {
            throw contradiction(Keys.PAGE_SIZE, "a page of " + Quantities.formatBytes(page)
                    + " is larger than the guest's memory of " + Quantities.formatBytes(memory));
        }
        final int vcpus = Math.toIntExact(number(Keys.VCPUS));
        final PageGeometry geometry = checked(isSet(Keys.PAGE_SIZE) ? Keys.PAGE_SIZE : Keys.MEMORY,
                () -> new PageGeometry(memory, Math.toIntExact(page)));
        final String locality = text(Keys.LOCALITY).equals(Keys.WORKLOADS_OWN) ? "" : text(Keys.LOCALITY);
        final GuestSpec spec = checked(Keys.WORKLOAD, () -> new GuestSpec(text(Keys.WORKLOAD), number(Keys.RATE),
                pattern(Keys.READS, locality), pattern(Keys.WRITES, locality), text(Keys.ARRIVAL), text(Keys.CONTENT),
                number(Keys.SEED)));
        final GuestProgram program = checked(Keys.WORKLOAD,
                () -> new WorkloadFactory(catalog).create(spec, geometry, vcpus));
        final long available = AvailableMemory.bytes();
        if (program.needsContents() && memory > available) {
            throw contradiction(Keys.MEMORY, Quantities.formatBytes(memory) + " is more than the "
                    + Quantities.formatBytes(available) + " that this machine has left");
        }
        return new GuestSettings(geometry, vcpus, spec, text(Keys.TRACKER));
    }

    private String pattern(final String key, final String locality) {
        return text(key).equals(Keys.SAME) ? locality : text(key);
    }

    private MigrationSettings migration(final PageGeometry geometry) {
        judged(Keys.ORDER, () -> catalog.create(SendOrder.class, text(Keys.ORDER)).requirePages(geometry.pages()));
        judged(Keys.PREFETCH,
                () -> catalog.create(Prefetcher.class, text(Keys.PREFETCH)).requirePages(geometry.pages()));
        return new MigrationSettings(text(Keys.STRATEGY), text(Keys.SYNC), text(Keys.ORDER), text(Keys.ENCODING),
                text(Keys.CONVERGENCE), text(Keys.THROTTLE), text(Keys.SEND_RATE), text(Keys.WORKING_SET),
                text(Keys.PREDICTOR), text(Keys.PREFETCH), number(Keys.TIMEOUT));
    }

    private LinkSettings link() {
        return new LinkSettings(text(Keys.TRANSPORT), number(Keys.BANDWIDTH), text(Keys.SPLIT_PAGES).equals("yes"));
    }

    private <T> T checked(final String key, final Supplier<T> maker) {
        try {
            return maker.get();
        } catch (final IllegalArgumentException e) {
            throw contradiction(key, e.getMessage());
        }
    }

    private void judged(final String key, final Runnable judge) {
        checked(key, () -> {
            judge.run();
            return key;
        });
    }

    private UnusableInputException contradiction(final String key, final String message) {
        return new UnusableInputException(values.get(key).origin() + ": " + key + ": " + message);
    }

    private boolean isSet(final String path) {
        return !values.get(path).origin().equals(Draft.DEFAULT);
    }

    private long number(final String path) {
        return ((Number) parsed.get(path)).longValue();
    }

    private String text(final String path) {
        return (String) parsed.get(path);
    }
}
