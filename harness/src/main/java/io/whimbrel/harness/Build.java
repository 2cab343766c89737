package io.whimbrel.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the build knows of itself. */
public final class Build {

    private static final Properties PROPERTIES = read();

    private Build() {}

    /**
     * The version of this tool.
     *
     * @return for example {@code 0.1.0}
     */
    public static String version() {
        return PROPERTIES.getProperty("version");
    }

    /**
     * The commit that was built.
     *
     * @return its full id, or null when it was built outside a repository
     */
    public static String commit() {
        final String commit = PROPERTIES.getProperty("git.commit");
        return commit.matches("[0-9a-f]{7,64}") ? commit : null;
    }

    /**
     * Whether files differed from the commit.
     *
     * @return null when it was built outside a repository
     */
    public static Boolean dirty() {
        return commit() == null ? null : Boolean.valueOf(PROPERTIES.getProperty("git.dirty"));
    }

    /**
     * The flags without which Agrona and the foreign-function calls do not run.
     *
     * @return flags for a Java virtual machine
     */
    public static List<String> javaFlags() {
        return Stream.of(PROPERTIES.getProperty("jvm.flags").trim().split("\\s+")).toList();
    }

    /**
     * The libraries whose version matters to a measurement.
     *
     * @return name to version, sorted
     */
    public static Map<String, String> libraries() {
        final Map<String, String> libraries = new TreeMap<>();
        PROPERTIES.stringPropertyNames().stream().filter(name -> name.startsWith("library."))
                .forEach(name -> libraries.put(name.substring("library.".length()), PROPERTIES.getProperty(name)));
        return libraries;
    }

    private static Properties read() {
        final Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            properties.load(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
