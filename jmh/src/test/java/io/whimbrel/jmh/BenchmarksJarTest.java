package io.whimbrel.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.plugin.PluginProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Looks at the jar that the build has made; runs once it is there. */
@Tag("jar")
class BenchmarksJarTest {

    private static final Path JAR = Path.of(System.getProperty("benchmarks.jar"));

    private static String text(final JarFile jar, final String name) throws IOException {
        final ZipEntry entry = jar.getEntry(name);
        assertNotNull(entry, name + " is missing");
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldHoldTheListOfBenchmarks() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            final String list = text(jar, "META-INF/BenchmarkList");
            for (final String benchmark : List.of("MarkBenchmark", "ContendedMarkBenchmark", "CollectBenchmark",
                    "ScanBenchmark", "StreamBenchmark", "TransferBenchmark", "IdleDowntimeBenchmark",
                    "MigrationBenchmark", "TraceBenchmark", "SimulationBenchmark", "CopyOnWriteBenchmark",
                    "PauseBenchmark", "PresenceBenchmark", "ImageBenchmark", "DemandFaultBenchmark")) {
                assertTrue(list.contains("." + benchmark), benchmark + " is not in the list");
            }
        }
    }

    @Test
    void shouldHoldThePluginsOfEveryModule() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            final String providers = text(jar, "META-INF/services/" + PluginProvider.class.getName());
            assertEquals(List.of("engine", "engine", "engine", "transports", "transports", "transports", "workloads",
                    "workloads"),
                    providers.lines().filter(line -> !line.isBlank()).map(line -> line.split("\\.")[2]).sorted()
                            .toList());
        }
    }

    @Test
    void shouldOpenWhatItNeedsAndHoldNoSignatures() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            final Attributes manifest = jar.getManifest().getMainAttributes();
            assertEquals("java.base/jdk.internal.misc java.base/jdk.internal.vm", manifest.getValue("Add-Exports"));
            assertEquals("ALL-UNNAMED", manifest.getValue("Enable-Native-Access"));
            assertFalse(jar.stream().anyMatch(entry -> entry.getName().matches("META-INF/[^/]*\\.(SF|DSA|RSA)")));
        }
    }

    @Test
    void shouldRunFromTheCommandLine() throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djmh.ignoreLock=true", "-jar", JAR.toString(), "MarkBenchmark.boundary", "-p", "tracker=epoch", "-p",
                "memoryMiB=16", "-f", "1", "-wi", "0", "-i", "1", "-r", "20ms").redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("MarkBenchmark.boundary"), output);
    }
}
