package io.whimbrel.engine.stress;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;
import org.openjdk.jcstress.vm.VMSupport;

/**
 * Runs jcstress, and is quieter and stricter than its own main: a test that did not run is a failure, and so is one
 * whose interesting outcome, the defect that it is there to show, was never seen. On a machine with more to do than
 * processors the actors rarely meet, so such a test gets a few more chances. What jcstress prints goes to
 * {@code output.txt} in the working directory.
 */
public final class StressGate {

    private static final int CHANCES = 6;

    private final List<String> arguments;
    private final List<TestResult> results = new ArrayList<>();

    private StressGate(final List<String> arguments) {
        this.arguments = arguments;
    }

    /**
     * Runs the tests. Throws, and so ends with a code other than 0, on any failure.
     *
     * @param args as for jcstress, without {@code -t}
     * @throws Exception when a forbidden outcome was seen, an interesting one was not, or a test could not run
     */
    public static void main(final String[] args) throws Exception {
        final PrintStream console = System.out;
        try (PrintStream file = new PrintStream("output.txt")) {
            System.setOut(file);
            console.println(new StressGate(List.of(args)).run());
        } finally {
            System.setOut(console);
        }
    }

    private String run() throws Exception {
        runTests(".*");
        final Collection<String> tests = TestList.tests();
        final List<String> idle = tests.stream().filter(test -> !hasRun(test)).toList();
        if (!idle.isEmpty()) {
            throw new AssertionError("did not run, for which two processors are needed: " + idle);
        }
        for (final String test : tests) {
            for (int chance = 1; promisesADefect(test) && !hasShownIt(test); chance++) {
                if (chance == CHANCES) {
                    throw new AssertionError("never showed the defect that it has on purpose: " + test);
                }
                runTests(Pattern.quote(test));
            }
        }
        final long samples = results.stream().mapToLong(TestResult::getTotalCount).sum();
        return "jcstress: %d tests, %d runs, %,d samples, nothing forbidden seen".formatted(tests.size(),
                results.size(), samples);
    }

    /** Throws on a forbidden outcome and on a test that broke. */
    private void runTests(final String pattern) throws Exception {
        final List<String> all = new ArrayList<>(arguments);
        Collections.addAll(all, "-t", pattern);
        final Options options = new Options(all.toArray(String[]::new));
        if (!options.parse()) {
            throw new IllegalArgumentException("jcstress does not understand " + arguments);
        }
        // It would otherwise add the configurations to those of the run before.
        VMSupport.getAvailableVMConfigs().clear();
        new JCStress(options).run();
        final InProcessCollector collector = new InProcessCollector();
        final DiskReadCollector file = new DiskReadCollector(options.getResultFile(), collector);
        file.dump();
        file.close();
        results.addAll(collector.getTestResults());
    }

    private boolean hasRun(final String test) {
        return results.stream().anyMatch(result -> result.getName().equals(test) && !result.isEmpty());
    }

    private boolean hasShownIt(final String test) {
        return results.stream().anyMatch(result -> result.getName().equals(test) && result.grading().hasInteresting);
    }

    private static boolean promisesADefect(final String test) {
        return TestList.getInfo(test).cases().stream()
                .anyMatch(outcome -> outcome.expect() == Expect.ACCEPTABLE_INTERESTING);
    }
}
