package io.whimbrel.workloads.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.guest.VcpuProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.workloads.RecordingAccess;
import io.whimbrel.workloads.WorkloadFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

class VersionVcpuTest {

    private static final PageGeometry GEOMETRY = new PageGeometry(256 * 4096, 4096);
    private static final PluginCatalog CATALOG = PluginCatalog.load(VersionVcpuTest.class.getClassLoader());

    private static GuestProgram program(final String text) {
        return new WorkloadFactory(CATALOG).create(text, GEOMETRY, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uniform", "zipf(skew=0.9)", "hotspot", "sequential", "phased"})
    void shouldGoToTheSamePagesAtTheSameTimesAsAGuestWithContents(final String pattern) {
        final String rest = ";rate=10000/s;arrival=poisson;writes=" + pattern + ";seed=7;content=";
        final VcpuProgram versions = program("workload=synthetic(read-share=0.3)" + rest + "none").vcpu(1);
        final VcpuProgram contents = program("workload=synthetic(read-share=0.3)" + rest + "text").vcpu(1);
        try (GuestMemory kept = new GuestMemory(GEOMETRY); GuestMemory counted = GuestMemory.ofVersions(GEOMETRY)) {
            final RecordingAccess withContents = new RecordingAccess(kept);
            final RecordingAccess withVersions = new RecordingAccess(counted);
            for (int i = 0; i < 2_000; i++) {
                assertEquals(contents.nextStartNs(), versions.nextStartNs());
                contents.execute(withContents);
                versions.execute(withVersions);
            }
            assertEquals(withContents.writtenPages(), withVersions.writtenPages());
            assertTrue(withVersions.writtenPages().size() > 1_000);
        }
    }

    @Test
    void shouldFillTheSharesThatAreAskedFor() {
        final GuestProgram program = program("workload=synthetic;content=none(zero-share=0.25)");
        assertFalse(program.needsContents());
        try (GuestMemory memory = program.newMemory(GEOMETRY)) {
            program.fill(memory);
            long zeroes = 0;
            for (long page = 0; page < GEOMETRY.pages(); page++) {
                zeroes += memory.versions().version(page) == 0 ? 1 : 0;
            }
            assertTrue(zeroes > 40 && zeroes < 90, zeroes + " of 256 pages are zero");
        }
    }

    @Test
    void shouldBeRefusedByAKeyValueStore() {
        final String message = assertThrows(IllegalArgumentException.class,
                () -> program("workload=kv(mix=a);content=none")).getMessage();
        assertTrue(message.startsWith("content: "), message);
    }
}
