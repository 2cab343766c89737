package io.whimbrel.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whimbrel.harness.Main;
import io.whimbrel.harness.process.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two ends by hand on two hosts: two network namespaces joined by a veth pair. Where the machine does not allow
 * that, the test is skipped and says why.
 */
@Timeout(180)
class TwoHostsTest {

    /** Others may run this test on the same machine. */
    private static final String HERE = "whimbrel-here-" + ProcessHandle.current().pid();
    private static final String THERE = "whimbrel-there-" + ProcessHandle.current().pid();
    private static final String ADDRESS = "10.213.77.2:20123";

    @TempDir
    private Path directory;

    @BeforeEach
    void joinTwoHosts() throws Exception {
        final String trouble = setUp();
        assumeTrue(trouble == null, "no two network namespaces on this machine: " + trouble);
    }

    private static String setUp() throws Exception {
        tearDown();
        final String[] commands = {"ip netns add " + HERE, "ip netns add " + THERE,
            "ip link add wbl0 netns " + HERE + " type veth peer name wbl1 netns " + THERE,
            "ip -n " + HERE + " addr add 10.213.77.1/24 dev wbl0",
            "ip -n " + THERE + " addr add 10.213.77.2/24 dev wbl1", "ip -n " + HERE + " link set wbl0 up",
            "ip -n " + THERE + " link set wbl1 up", "ip -n " + HERE + " link set lo up",
            "ip -n " + THERE + " link set lo up"};
        for (final String command : commands) {
            final Path output = Files.createTempFile("ip", ".txt");
            try {
                if (run(List.of(command.split(" ")), output).waitFor() != 0) {
                    return "'" + command + "' says: " + Files.readString(output).trim();
                }
            } catch (final IOException e) {
                return e.getMessage();
            } finally {
                Files.delete(output);
            }
        }
        return null;
    }

    @AfterEach
    void partThem() throws Exception {
        tearDown();
    }

    private static void tearDown() throws Exception {
        for (final String host : List.of(HERE, THERE)) {
            try {
                run(List.of("ip", "netns", "delete", host), Path.of("/dev/null")).waitFor();
            } catch (final IOException e) {
                return;
            }
        }
    }

    private static Process run(final List<String> command, final Path output) throws IOException {
        final File file = output.toFile();
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file).start();
    }

    private Process on(final String host, final Path output, final String... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", host));
        final List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--quiet", "--set", "phases.rehearsal=0", "--set", "phases.warm-up=100ms", "--set",
                "phases.before=100ms", "--set",
                "phases.after=200ms"));
        command.addAll(JavaCommand.of(List.of("-Xmx512m", "-XX:+UseSerialGC"), Main.class, all));
        return run(command, output);
    }

    @Test
    void shouldMigrateFromOneHostToTheOther() throws Exception {
        final Path received = directory.resolve("received.txt");
        final Path sent = directory.resolve("sent.txt");
        final Process destination = on(THERE, received, "receive", "--listen", ADDRESS);
        try {
            final Process source = on(HERE, sent, "send", "--to", ADDRESS, "--set", "guest.memory=16MiB", "--set",
                    "guest.rate=5k/s", "--set", "migration.convergence=fixed-rounds(3)");
            try {
                assertTrue(source.waitFor(120, TimeUnit.SECONDS), "the source does not end");
                final String said = Files.readString(sent) + Files.readString(received);
                assertEquals(0, source.exitValue(), said);
                assertTrue(destination.waitFor(60, TimeUnit.SECONDS), "the destination does not end: " + said);
                assertEquals(0, destination.exitValue(), Files.readString(received));
                assertTrue(Files.readString(received).contains("verified"), Files.readString(received));
            } finally {
                source.destroyForcibly().waitFor();
            }
        } finally {
            destination.destroyForcibly().waitFor();
        }
    }
}
