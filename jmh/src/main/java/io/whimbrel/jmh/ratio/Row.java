package io.whimbrel.jmh.ratio;

import java.util.Map;

/**
 * What JMH has to say of one benchmark with one set of parameters.
 *
 * @param benchmark class and method, without the package
 * @param params    parameter name to value
 * @param metrics   the primary metric under the empty name, the secondary ones under theirs
 */
record Row(String benchmark, Map<String, String> params, Map<String, Samples> metrics) {

    /** The name of the primary metric. */
    static final String PRIMARY = "";

    boolean matches(final String name, final Map<String, String> wanted) {
        return benchmark.equals(name) && params.entrySet().containsAll(wanted.entrySet());
    }
}
