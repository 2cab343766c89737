package io.whimbrel.jmh.ratio;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds what JMH has measured against what is asked for: prints a table of targets, figures reached and verdicts.
 *
 * <pre>
 *   java -jar jmh/target/benchmarks.jar -prof gc -rf json -rff jmh.json
 *   java -cp jmh/target/benchmarks.jar io.whimbrel.jmh.ratio.Ratios jmh.json -o results/baselines/jmh
 * </pre>
 *
 * <p>With {@code -o} it also writes the figures to files of that name, as Markdown and as JSON, together with the
 * command given by {@code -c}. Exit code 0 when every target that was measured is reached, 1 when one is missed, 2 when
 * the input cannot be used.
 */
public final class Ratios {

    private static final String USAGE = "usage: Ratios FILE.json... [-o NAME [-c COMMAND]]";
    private static final int UNUSABLE = 2;

    private Ratios() {}

    /**
     * Prints, and exits.
     *
     * @param args files, and where to write to
     */
    public static void main(final String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(final List<String> args, final PrintStream out, final PrintStream err) {
        final List<Path> files = new ArrayList<>();
        Path output = null;
        String command = "java -jar jmh/target/benchmarks.jar -prof gc -rf json -rff jmh.json";
        for (int i = 0; i < args.size(); i++) {
            final boolean hasValue = i + 1 < args.size();
            if (args.get(i).equals("-o") && hasValue) {
                output = Path.of(args.get(++i)).toAbsolutePath();
            } else if (args.get(i).equals("-c") && hasValue) {
                command = args.get(++i);
            } else if (args.get(i).startsWith("-")) {
                err.println(USAGE);
                return UNUSABLE;
            } else {
                files.add(Path.of(args.get(i)));
            }
        }
        if (files.isEmpty()) {
            err.println(USAGE);
            return UNUSABLE;
        }
        try {
            final Figures figures = new Figures(files.stream().flatMap(file -> JmhJson.read(file).stream()).toList());
            final List<Finding> findings = Targets.findings(figures);
            out.print(Summary.targets(findings).text());
            if (output != null) {
                new Baseline(command, findings, figures).write(output);
            }
            return findings.stream().allMatch(finding -> !finding.isMeasured() || finding.isReached()) ? 0 : 1;
        } catch (final IllegalArgumentException | UncheckedIOException e) {
            err.println(e.getMessage());
            return UNUSABLE;
        }
    }
}
