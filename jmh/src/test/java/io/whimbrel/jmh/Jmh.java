package io.whimbrel.jmh;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** JMH within a test: no forks, nothing printed, and another JMH on the machine does not matter. */
final class Jmh {

    private Jmh() {}

    static ChainedOptionsBuilder quietly(final String benchmark) {
        return new OptionsBuilder().include(benchmark).forks(0).shouldFailOnError(true).verbosity(VerboseMode.SILENT);
    }

    static Collection<RunResult> run(final ChainedOptionsBuilder options) throws RunnerException {
        System.setProperty("jmh.ignoreLock", "true");
        return new Runner(options.build()).run();
    }
}
