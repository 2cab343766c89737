package io.whimbrel.harness.run;

import io.whimbrel.harness.Build;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the two processes of a migration are started with.
 *
 * @param javaFlags flags of their virtual machines, beside those without which nothing runs
 * @param arguments further arguments, for example the jars of plug-ins
 * @param drivers   where media drivers are
 */
public record ChildSettings(List<String> javaFlags, List<String> arguments, DriverPlaces drivers) {

    /** Flags that keep a measured process quiet: a small fixed heap, no background collector, no files in /tmp. */
    public static final List<String> JAVA_FLAGS = List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC",
            "-XX:-UsePerfData", "-Xshare:auto");

    /**
     * Every flag that the two processes get.
     *
     * @return flags for a Java virtual machine
     */
    public static List<String> allJavaFlags() {
        return Stream.concat(Build.javaFlags().stream(), JAVA_FLAGS.stream()).toList();
    }
}
