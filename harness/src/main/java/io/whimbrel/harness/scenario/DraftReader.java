package io.whimbrel.harness.scenario;

import io.whimbrel.engine.plugin.Names;
import io.whimbrel.harness.UnusableInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a scenario's YAML as text with positions: types come from the table of keys, not from what YAML guesses. */
final class DraftReader {

    private final String name;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private List<Map<String, List<Value>>> matrix = List.of();

    private DraftReader(final String name) {
        this.name = name;
    }

    static Draft read(final String name, final String yaml) {
        final DraftReader reader = new DraftReader(name);
        reader.compose(yaml).ifPresent(root -> reader.section("", root));
        return new Draft(reader.values, reader.matrix);
    }

    /** Reads the value of an axis as it stands on the command line: {@code [a, b]} or {@code a}. */
    static List<Value> readAxis(final String origin, final String path, final String yaml) {
        final DraftReader reader = new DraftReader(origin);
        final List<Value> axis = reader.compose(yaml).map(root -> reader.axis(path, root)).orElse(List.of());
        return axis.stream().map(value -> new Value(value.text(), origin)).toList();
    }

    private Optional<Node> compose(final String yaml) {
        try {
            return new Compose(LoadSettings.builder().setLabel(name).build()).composeString(yaml);
        } catch (final MarkedYamlEngineException e) {
            final String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw new UnusableInputException(name + line + ": not YAML: " + e.getProblem(), e);
        } catch (final YamlEngineException e) {
            throw new UnusableInputException(name + ": not YAML: " + e.getMessage().lines().findFirst().orElse(""), e);
        }
    }

    private void section(final String prefix, final Node node) {
        for (final NodeTuple entry : mapping(node, prefix.isEmpty() ? "a scenario" : "'" + prefix + "'")) {
            final String path = prefix.isEmpty() ? key(entry) : prefix + "." + key(entry);
            if (path.equals("matrix")) {
                matrix = matrix(entry.getValueNode());
            } else if (Keys.isSection(path)) {
                section(path, entry.getValueNode());
            } else {
                Keys.find(path).orElseThrow(() -> unknown(entry.getKeyNode(), path, prefix));
                values.put(path, scalar(entry.getValueNode(), path));
            }
        }
    }

    private List<Map<String, List<Value>>> matrix(final Node node) {
        final List<Node> blocks = node instanceof final SequenceNode sequence ? sequence.getValue() : List.of(node);
        final List<Map<String, List<Value>>> products = new ArrayList<>();
        for (final Node block : blocks) {
            final Map<String, List<Value>> axes = new LinkedHashMap<>();
            for (final NodeTuple axis : mapping(block, "'matrix'")) {
                final String path = key(axis);
                Keys.find(path).filter(Keys::canVary).orElseThrow(() -> unknown(axis.getKeyNode(), path, "matrix"));
                axes.put(path, axis(path, axis.getValueNode()));
            }
            products.add(axes);
        }
        return products;
    }

    private List<Value> axis(final String path, final Node node) {
        final List<Value> points = node instanceof final SequenceNode sequence
                ? sequence.getValue().stream().map(point -> scalar(point, path)).toList()
                : List.of(scalar(node, path));
        if (points.isEmpty()) {
            throw new UnusableInputException(at(node) + ": matrix." + path + " has no values");
        }
        return points;
    }

    private List<NodeTuple> mapping(final Node node, final String what) {
        if (node instanceof final ScalarNode scalar && scalar.getValue().isEmpty()) {
            return List.of();
        }
        if (!(node instanceof final MappingNode mapping)) {
            throw new UnusableInputException(at(node) + ": " + what + " holds keys with values, as in 'key: value'");
        }
        final Set<String> seen = new LinkedHashSet<>();
        for (final NodeTuple entry : mapping.getValue()) {
            if (!seen.add(key(entry))) {
                throw new UnusableInputException(at(entry.getKeyNode()) + ": '" + key(entry) + "' is given twice");
            }
        }
        return mapping.getValue();
    }

    private String key(final NodeTuple entry) {
        return scalar(entry.getKeyNode(), "a key").text();
    }

    private Value scalar(final Node node, final String path) {
        if (!(node instanceof final ScalarNode scalar)) {
            throw new UnusableInputException(at(node) + ": " + path + " takes one value; several go into the matrix");
        }
        if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
            throw new UnusableInputException(at(node) + ": " + path + " has no value");
        }
        return new Value(scalar.getValue(), at(node));
    }

    private UnusableInputException unknown(final Node node, final String path, final String section) {
        final Set<String> known = section.equals("matrix")
                ? new TreeSet<>(Keys.ALL.stream().filter(Keys::canVary).map(Key::path).toList())
                : Keys.namesIn(section);
        return new UnusableInputException(at(node) + ": unknown key '" + path + "'" + Names.suggestion(path, known));
    }

    private String at(final Node node) {
        return name + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    }
}
