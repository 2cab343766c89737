package io.whimbrel.harness.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.whimbrel.harness.Build;
import io.whimbrel.results.environment.Machine;
import io.whimbrel.results.environment.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir
    private Path root;

    @Test
    void shouldWarnOfWhatDisturbsAndSayWhatMendsIt() throws IOException {
        file("proc/sys/net/core/rmem_max", "212992");
        file("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave");
        file("sys/kernel/mm/transparent_hugepage/enabled", "always madvise [never]");
        file("sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet");
        file("sys/fs/cgroup/memory.max", "1073741824");
        assertEquals(new Finding(Finding.Level.WARN, "net.core.rmem_max", "208 KiB",
                "sysctl -w net.core.rmem_max=2097152"), finding("net.core.rmem_max", List.of()));
        file("proc/stat", "cpu  100 0 0 100 0 0 0 50 0 0");
        assertEquals("20.0 % of the processors' time since the machine was started",
                finding("steal", List.of()).found());
        assertEquals(Finding.Level.WARN, finding("steal", List.of()).level());
        Files.createSymbolicLink(root.resolve("proc/thread-self"), Path.of("7/task/9"));
        file("proc/9/timerslack_ns", "50000");
        assertEquals("50 us", finding("timer slack", List.of()).found());
        assertEquals(Finding.Level.WARN, finding("timer slack", List.of()).level());
        file("sys/devices/system/cpu/cpuidle/current_governor", "haltpoll");
        file("sys/module/haltpoll/parameters/guest_halt_poll_ns", "50000");
        assertEquals("50 us", finding("halt polling", List.of()).found());
        assertEquals(Finding.Level.WARN, finding("halt polling", List.of()).level());
        file("sys/module/haltpoll/parameters/guest_halt_poll_ns", "200000");
        assertEquals(new Finding(Finding.Level.OK, "halt polling", "200 us", ""), finding("halt polling", List.of()));
        assertEquals(Finding.Level.WARN, finding("CPU governor", List.of()).level());
        assertEquals(Finding.Level.WARN, finding("huge pages", List.of()).level());
        assertEquals(Finding.Level.WARN, finding("clock source", List.of()).level());
        assertEquals(Finding.Level.WARN, finding("memory limit", List.of()).level());
        assertEquals(Finding.Level.WARN, finding("media driver's files", List.of()).level());
    }

    @Test
    void shouldNotComplainOfWhatAMachineDoesNotTell() {
        assertEquals(Finding.Level.UNKNOWN, finding("CPU governor", List.of()).level());
        assertEquals(Finding.Level.UNKNOWN, finding("clock source", List.of()).level());
        assertEquals(Finding.Level.UNKNOWN, finding("timer slack", List.of()).level());
        assertEquals(Finding.Level.UNKNOWN, finding("halt polling", List.of()).level());
        assertEquals(Finding.Level.UNKNOWN, finding("steal", List.of()).level());
        assertEquals(Finding.Level.UNKNOWN, finding("net.core.wmem_max", List.of()).level());
    }

    @Test
    void shouldMissTheFlagsThatAreNotSet() {
        assertEquals(Finding.Level.OK, finding("flags", Build.javaFlags()).level());
        final Finding missing = finding("flags", Build.javaFlags().subList(1, Build.javaFlags().size()));
        assertEquals("missing [" + Build.javaFlags().getFirst() + "]", missing.found());
        assertFalse(missing.mend().isEmpty());
    }

    @Test
    void shouldWarnOfProcessorsThatAreMoved() {
        assertEquals(new Finding(Finding.Level.OK, "processors' distance",
                "a cache line goes there and back in 47 to 141 ns, 110 in the median", ""), Doctor.trips(110, 141, 47));
        final Finding moved = Doctor.trips(47, 600, 142, 110);
        assertEquals(Finding.Level.WARN, moved.level());
        assertEquals("a cache line goes there and back in 47 to 600 ns, 142 in the median", moved.found());
        assertEquals("a cache line goes there and back in 101 to 108 ns, 105 in the median",
                Doctor.trips(100, 101, 102, 103, 104, 105, 106, 107, 108, 9_000).found());
        assertEquals(Finding.Level.UNKNOWN, Doctor.trips().level());
    }

    private Finding finding(final String subject, final List<String> flags) {
        return new Doctor(new Machine(new Probe(root)), flags, root).examine().stream()
                .filter(finding -> finding.subject().equals(subject)).findFirst().orElseThrow();
    }

    private void file(final String path, final String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text + "\n");
    }
}
