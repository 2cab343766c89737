package io.whimbrel.harness.scenario;

import io.whimbrel.engine.plugin.Names;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.plugin.PluginReference;
import io.whimbrel.harness.UnusableInputException;
import java.util.Locale;

/**
 * A key of a scenario.
 *
 * @param parameter its path as name, its type, default, bounds and help
 * @param kind      the kind of plug-in that its value names; null for a plain value
 * @param word      a word that is allowed beside the names of plug-ins; null for none
 */
public record Key(Parameter parameter, Class<?> kind, String word) {

    /**
     * The path of a section and a name.
     *
     * @return for example {@code guest.memory}
     */
    public String path() {
        return parameter.name();
    }

    /**
     * What kind of value it takes.
     *
     * @return for tables: a type in lower case, or the kind of plug-in
     */
    public String type() {
        return kind == null
                ? parameter.type().name().toLowerCase(Locale.ROOT)
                : Names.spoken(kind);
    }

    /**
     * Checks a value.
     *
     * @param value   as written
     * @param catalog knows the plug-ins
     * @return the number in the base unit, or the text
     * @throws UnusableInputException in one line: where, what was wrong, what would be right
     */
    Object parse(final Value value, final PluginCatalog catalog) {
        try {
            if (kind != null && !value.text().equals(word)) {
                if (catalog.ofKind(kind).isEmpty()) {
                    throw new IllegalArgumentException(path() + ": there is no plug-in of this kind");
                }
                checkPlugin(value.text(), catalog);
            }
            return parameter.parse(value.text());
        } catch (final IllegalArgumentException e) {
            throw new UnusableInputException(value.origin() + ": " + e.getMessage(), e);
        }
    }

    private void checkPlugin(final String reference, final PluginCatalog catalog) {
        try {
            PluginReference.parse(reference);
            catalog.create(kind, reference);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(path() + ": " + e.getMessage(), e);
        }
    }
}
