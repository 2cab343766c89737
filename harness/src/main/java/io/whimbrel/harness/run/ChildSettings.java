package io.whimbrel.harness.run;

import java.util.List;

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
}
