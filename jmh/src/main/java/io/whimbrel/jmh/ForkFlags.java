package io.whimbrel.jmh;

import java.util.List;

/**
 * The flags of every measured process: of JMH's forks and of the peers that they start. JMH hands on what was given on
 * the command line, but not what the jar's manifest says, so that forks would die without them.
 */
public final class ForkFlags {

    /** Agrona's access to the JDK's internals. */
    public static final String EXPORTS = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";
    /** Virtual time's coroutines. */
    public static final String COROUTINES = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";
    /** Agrona's checksums. */
    public static final String OPENS = "--add-opens=java.base/java.util.zip=ALL-UNNAMED";
    /** Memory mappings by foreign-function calls. */
    public static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    /** JMH itself still uses what the JDK warns of. */
    public static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
    /** A heap of one length, so that no run pays for its growth. */
    public static final String MIN_HEAP = "-Xms512m";
    /** See {@link #MIN_HEAP}. */
    public static final String MAX_HEAP = "-Xmx512m";
    /** As few threads as can be beside the measured ones. */
    public static final String COLLECTOR = "-XX:+UseSerialGC";

    private ForkFlags() {}

    /**
     * All of them.
     *
     * @return for a command line
     */
    public static List<String> all() {
        return List.of(EXPORTS, COROUTINES, OPENS, NATIVE, UNSAFE, MIN_HEAP, MAX_HEAP, COLLECTOR);
    }
}
