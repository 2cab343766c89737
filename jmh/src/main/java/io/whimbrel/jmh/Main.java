package io.whimbrel.jmh;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The benchmarks' command line: JMH's own, with one default changed. A benchmark that fails ends the run with exit code
 * 1, because a wrong run must not leave a number behind; {@code -foe false} brings JMH's default back.
 */
public final class Main {

    private static final String FAIL_ON_ERROR = "-foe";

    private Main() {}

    /**
     * Runs JMH.
     *
     * @param args as JMH takes them
     * @throws IOException when JMH cannot read or write what it must
     */
    public static void main(final String[] args) throws IOException {
        org.openjdk.jmh.Main.main(withDefaults(args));
    }

    static String[] withDefaults(final String... args) {
        return Arrays.asList(args).contains(FAIL_ON_ERROR)
                ? args
                : Stream.concat(List.of(FAIL_ON_ERROR, "true").stream(), Arrays.stream(args)).toArray(String[]::new);
    }
}
