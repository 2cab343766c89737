package io.whimbrel.results.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whimbrel.results.record.EnvironmentRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    @TempDir
    private Path root;

    @Test
    void shouldReadWhatAKernelPublishes() throws IOException {
        file("proc/cpuinfo", "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nprocessor\t: 1\nmodel name\t: Other\n");
        file("proc/meminfo", "MemTotal:       16384 kB\nMemAvailable:    8192 kB\n");
        file("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
        file("proc/sys/net/core/rmem_max", "4194304\n");
        file("sys/fs/cgroup/memory.max", "max\n");
        file("proc/stat", "cpu  10 20 30 400 50 6 7 80 90 100\ncpu0 1 2 3 4 5 6 7 8 9 10\nintr 1\n");
        final Machine machine = new Machine(new Probe(root));
        assertEquals("Some CPU @ 2 GHz", machine.cpuModel());
        assertEquals(16L << 20, machine.memoryBytes());
        assertEquals(8L << 20, machine.availableMemoryBytes());
        assertEquals("madvise", machine.transparentHugePages());
        assertEquals(4L << 20, machine.socketReceiveMaxBytes());
        assertNull(machine.memoryLimitBytes());
        assertNull(machine.haltPollNs());
        assertEquals(new ProcessorTime(603, 80), machine.processorTime());
    }

    @Test
    void shouldTellForHowLongAnIdleProcessorWaitsOnlyWhereThatRuleIsInForce() throws IOException {
        final Machine machine = new Machine(new Probe(root));
        file("sys/module/haltpoll/parameters/guest_halt_poll_ns", "200000\n");
        file("sys/devices/system/cpu/cpuidle/current_governor", "menu\n");
        assertNull(machine.haltPollNs());
        file("sys/devices/system/cpu/cpuidle/current_governor", "haltpoll\n");
        assertEquals(200_000, machine.haltPollNs());
    }

    @Test
    void shouldHoldWhatAMachineDoesNotTellAsAbsent() {
        final EnvironmentRecord environment = new Machine(new Probe(root)).environment(List.of("-Xmx1g"), Map.of());
        assertNull(environment.cpuModel());
        assertNull(environment.governor());
        assertNull(environment.socketSendMaxBytes());
        assertNull(environment.loadAverageAfter());
        assertNull(new Machine(new Probe(root)).processorTime());
        assertEquals(List.of("-Xmx1g"), environment.javaFlags());
        assertTrue(environment.cores() > 0);
        assertEquals(2.5, environment.endedAt(2.5).loadAverageAfter());
    }

    @Test
    void shouldReadAKernelParameterWhole() {
        assumeTrue(Files.exists(Path.of("/proc/sys/net/core/rmem_max")));
        // A single digit is what is left when the file is read in two goes.
        assertTrue(Machine.local().socketReceiveMaxBytes() > 9);
    }

    private void file(final String path, final String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }
}
