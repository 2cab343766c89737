package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.harness.UnusableInputException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where plug-ins come from besides this program itself. */
final class PluginOptions {

    @Option(names = "--plugin", paramLabel = "JAR", description = "a jar with plug-ins of your own; may be repeated")
    private List<Path> jars = new ArrayList<>();

    /** The jars as options for another process. */
    List<String> asArguments() {
        return jars.stream().flatMap(jar -> List.of("--plugin", jar.toAbsolutePath().toString()).stream()).toList();
    }

    PluginCatalog catalog() {
        final List<URL> urls = new ArrayList<>();
        for (final Path jar : jars) {
            if (!Files.isReadable(jar)) {
                throw new UnusableInputException("--plugin " + jar + ": there is no such file");
            }
            try {
                urls.add(jar.toUri().toURL());
            } catch (final MalformedURLException e) {
                throw new UnusableInputException("--plugin " + jar + ": " + e.getMessage(), e);
            }
        }
        // Plug-ins load classes as long as the process lives, so their loader is never closed.
        return PluginCatalog.load(urls.isEmpty()
                ? PluginOptions.class.getClassLoader()
                : new URLClassLoader(urls.toArray(URL[]::new), PluginOptions.class.getClassLoader()));
    }
}
