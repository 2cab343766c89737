package io.whimbrel.harness.end;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.presence.FaultPort;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.harness.scenario.Catalogs;
import io.whimbrel.workloads.GuestSpec;
import io.whimbrel.workloads.WorkloadFactory;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CrewTest {

    private static final PageGeometry GEOMETRY = new PageGeometry(1 << 20, 4096);
    private static final int VCPUS = 10;

    /** If each of the vCPUs was waited for they would take longer than that, one after the other. */
    @Test
    @Timeout((VCPUS - 2) * AgentRunner.RETRY_CLOSE_TIMEOUT_MS / 1000)
    void shouldEndVcpusThatStandStillForPagesThatNeverCome() {
        endWhileVcpusStandStill(() -> {});
    }

    /** The memory is given back after it, and vCPUs go there by address. */
    @Test
    @Timeout((VCPUS - 2) * AgentRunner.RETRY_CLOSE_TIMEOUT_MS / 1000)
    void shouldEndVcpusAlsoWhenItIsInterruptedItself() {
        endWhileVcpusStandStill(Thread.currentThread()::interrupt);
        assertTrue(Thread.interrupted());
    }

    private static void endWhileVcpusStandStill(final Runnable beforeClosing) {
        final GuestProgram program = new WorkloadFactory(Catalogs.BUILT_IN)
                .create(GuestSpec.parse("workload=synthetic;rate=100000/s"), GEOMETRY, VCPUS);
        try (GuestMemory memory = program.newMemory(GEOMETRY)) {
            final Faults faults = new Faults(GEOMETRY.pages(), VCPUS, SystemNanoClock.INSTANCE);
            final Guest guest = Guest.arriving(memory, program, faults, SystemNanoClock.INSTANCE);
            faults.begin();
            guest.accessBy(vcpu -> faults.access(memory, vcpu));
            try (Crew crew = new Crew()) {
                crew.run(guest);
                guest.start();
                crew.await(() -> faults.ports().stream().allMatch(CrewTest::isWaiting));
                beforeClosing.run();
            }
            assertFalse(faults.ports().stream().anyMatch(CrewTest::isWaiting));
        }
    }

    private static boolean isWaiting(final FaultPort port) {
        return port.wanted() != PageSet.NONE;
    }
}
