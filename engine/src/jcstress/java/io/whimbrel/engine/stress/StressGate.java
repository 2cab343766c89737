package io.whimbrel.engine.stress;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs jcstress and is stricter than its own main: a test that did not run is a failure, and so is one whose
 * interesting outcome, the defect that it is there to show, was never seen.
 */
public final class StressGate {

    private StressGate() {}

    /**
     * Runs the tests. Throws, and so ends with a code other than 0, on any failure.
     *
     * @param args as for jcstress
     * @throws Exception when a forbidden outcome was seen, an interesting one was not, or a test could not run
     */
    public static void main(final String[] args) throws Exception {
        final Options options = new Options(args);
        if (!options.parse()) {
            throw new IllegalArgumentException("jcstress does not understand its arguments");
        }
        final JCStress jcstress = new JCStress(options);
        jcstress.run();
        final InProcessCollector results = new InProcessCollector();
        final DiskReadCollector file = new DiskReadCollector(options.getResultFile(), results);
        file.dump();
        file.close();

        final List<String> failures = new ArrayList<>();
        for (final String test : jcstress.getTests()) {
            final List<TestResult> ofTest = results.getTestResults().stream()
                    .filter(result -> result.getName().equals(test) && !result.isEmpty()).toList();
            if (ofTest.isEmpty()) {
                failures.add(test + " did not run; it needs two processors");
            } else if (promisesADefect(test)
                    && ofTest.stream().noneMatch(result -> result.grading().hasInteresting)) {
                failures.add(test + " never showed the defect that it has on purpose");
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), failures));
        }
    }

    private static boolean promisesADefect(final String test) {
        return TestList.getInfo(test).cases().stream()
                .anyMatch(outcome -> outcome.expect() == Expect.ACCEPTABLE_INTERESTING);
    }
}
