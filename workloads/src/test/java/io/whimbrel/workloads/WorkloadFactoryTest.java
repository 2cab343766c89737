package io.whimbrel.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.workloads.arrival.ArrivalProcess;
import io.whimbrel.workloads.content.ContentModel;
import io.whimbrel.workloads.guest.Workload;
import io.whimbrel.workloads.pattern.AccessPattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadFactoryTest {

    @Test
    void shouldOfferItsPlugIns() {
        assertEquals(List.of("kv", "synthetic", "trace"), names(Workload.class));
        assertEquals(List.of("cyclic", "hotspot", "latest", "phased", "sequential", "strided", "uniform", "zipf"),
                names(AccessPattern.class));
        assertEquals(List.of("bursty", "constant", "poisson"), names(ArrivalProcess.class));
        assertEquals(List.of("none", "random", "text", "zero"), names(ContentModel.class));
    }

    private static List<String> names(final Class<?> kind) {
        return Guests.CATALOG.ofKind(kind).stream().map(Plugin::name).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            workload=kw(mix=a)                      | 1  | no workload is called 'kw'; did you mean 'kv'?
            workload=kv(mix=e)                      | 1  | kv: mix: 'e' is not one of a, b, c, d, f
            workload=kv(value-bytes=100B)           | 1  | kv: value-bytes: 100B is not a multiple of 8B
            workload=kv(value-bytes=4KiB)           | 64 | kv: a value of 4096 B needs 8224 B of memory for each vCPU, \
            which has 4096 B
            workload=kv;content=text(bytes=2KiB)    | 1  | content: a write of 2048 B does not fit a value of 1024 B
            locality=zipff                          | 1  | no access pattern is called 'zipff'; did you mean 'zipf'?
            pattern=cyclic(period=40)               | 2  | cyclic: a period of 40 exceeds the 32 items that a vCPU has
            pattern=uniform;content=zero(bytes=8KiB)| 1  | content: a write of 8192 B does not fit a page of 4096 B
            pattern=uniform                         | 65 | 65 vCPUs cannot share 64 pages; each needs one of its own
            pattern=uniform                         | 0  | a guest needs at least 1 vCPU, not 0
            arrival=burst                           | 1  | no arrival process is called 'burst'; did you mean 'bursty'?
            content=txt                             | 1  | no content model is called 'txt'; did you mean 'text'?
            """)
    void shouldRefuseContradictionsInOneLine(final String spec, final int vcpus, final String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> Guests.program(spec, Guests.SMALL, vcpus)).getMessage());
    }

    @Test
    void shouldTakeTheWorkloadsOwnLocalityWhereNoneIsNamed() {
        final WorkloadFactory factory = new WorkloadFactory(Guests.CATALOG);
        final PageGeometry geometry = Guests.SMALL;
        assertEquals(digest(factory, "workload=kv(mix=c);locality=zipf(skew=0.99)", geometry),
                digest(factory, "workload=kv(mix=c)", geometry));
        assertEquals(digest(factory, "workload=kv(mix=d);locality=latest(skew=0.99)", geometry),
                digest(factory, "workload=kv(mix=d)", geometry));
    }

    private static long digest(final WorkloadFactory factory, final String spec, final PageGeometry geometry) {
        final var program = factory.create(spec, geometry, 1);
        try (var memory = Guests.filled(program, geometry)) {
            final var vcpu = program.vcpu(0);
            Guests.execute(vcpu, memory, 500);
            return vcpu.readDigest();
        }
    }

    @Test
    void shouldNeverStartAnOperationInAnIdleGuest() {
        assertEquals(Long.MAX_VALUE, Guests.program("rate=0/s", Guests.SMALL, 1).vcpu(0).nextStartNs());
    }
}
