package io.whimbrel.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.whimbrel.engine.plugin.Parameter.Type;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginCatalogTest {

    private static final Parameter LIMIT = Parameter.of("limit", Type.DURATION, "300ms", 0, 1e9, "how long");
    private static final Parameter MODE = Parameter.choice("mode", "which", "fast", "slow");

    private final PluginCatalog catalog = new PluginCatalog(List.of(() -> List.of(
            new Plugin<>(LongSupplier.class, "wait", "waits", "", List.of(LIMIT, MODE), arguments -> {
                final long sign = arguments.asText("mode").equals("fast") ? 1 : -1;
                final long limit = arguments.asLong("limit");
                return (LongSupplier) () -> sign * limit;
            }), new Plugin<>(LongSupplier.class, "bare", "nothing to set", "", List.of(),
                    arguments -> (LongSupplier) () -> 7),
            new Plugin<>(LongSupplier.class, "broken", "throws", "", List.of(), arguments -> {
                throw new IllegalStateException("cannot be made");
            }))));

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"wait; 300000000", "wait(); 300000000", "wait(5ms); 5000000",
        "wait(limit=1us); 1000", "wait( mode = slow , limit = 2ns ); -2", "bare; 7"})
    void shouldMakeWhatIsAskedFor(final String reference, final long expected) {
        assertEquals(expected, catalog.create(LongSupplier.class, reference).getAsLong());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "wiat; no long supplier is called 'wiat'; did you mean 'wait'?",
        "something; no long supplier is called 'something'; known are bare, broken, wait",
        "wait(limt=3ms); wait has no parameter 'limt'; did you mean 'limit'?",
        "wait(limit=3); wait: limit: '3' is not a duration such as 300ms; units are h, min, ms, ns, s, us",
        "wait(limit=3s); wait: limit: 3s is out of bounds, allowed is 0 ns to 1 s",
        "wait(mode=medium); wait: mode: 'medium' is not one of fast, slow",
        "wait(3ms,limit=3ms); wait: limit is given twice", "bare(3); bare takes no arguments, not '3'",
        "wait(3ms; 'wait(3ms' does not have the form name or name(key=value, ...)",
        "broken; broken: cannot be made"})
    void shouldRefuseInOneLineThatSaysWhatWouldBeRight(final String line) {
        final String[] parts = line.split("; ", 2);
        final PluginException e = assertThrows(PluginException.class,
                () -> catalog.create(LongSupplier.class, parts[0]));
        assertEquals(parts[1], e.getMessage());
    }

    @Test
    void shouldRefuseTwoOfOneName() {
        final PluginProvider provider = () -> List.of(new Plugin<>(LongSupplier.class, "same", "", "", List.of(),
                arguments -> (LongSupplier) () -> 1));
        assertThrows(PluginException.class, () -> new PluginCatalog(List.of(provider, provider)));
    }

    @Test
    void shouldRefuseADefaultOutOfBounds() {
        assertThrows(IllegalArgumentException.class, () -> Parameter.of("n", Type.INTEGER, "0", 1, 2, "too small"));
    }

    @Test
    void shouldMakeEveryBuiltinWithItsDefaults() {
        final PluginCatalog builtins = PluginCatalog.load(getClass().getClassLoader());
        int made = 0;
        for (final Class<?> kind : builtins.kinds()) {
            for (final Plugin<?> plugin : builtins.ofKind(kind)) {
                builtins.create(kind, plugin.name());
                made++;
            }
        }
        assertEquals(29, made, "plug-ins that come with the engine");
    }
}
