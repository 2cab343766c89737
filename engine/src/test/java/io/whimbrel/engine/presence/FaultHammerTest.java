package io.whimbrel.engine.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.Vcpu;
import io.whimbrel.engine.guest.VcpuIdleStrategy;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.migration.CountingProgram;
import io.whimbrel.engine.verify.Replay;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.engine.verify.VcpuOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two vCPUs, each in a thread of its own, touch pages while this thread puts them there. */
@Timeout(60)
class FaultHammerTest {

    private static final PageGeometry GEOMETRY = new PageGeometry(128 * 4096, 4096);
    private static final int VCPUS = 2;
    private static final int GUESTS = 150;
    /** Far less than the runner's own patience. */
    private static final int PATIENCE_MS = 20;

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Deque<AgentRunner> runners = new ArrayDeque<>();
    private GuestMemory memory;
    private Faults faults;
    private Guest guest;

    @AfterEach
    void end() {
        endVcpus();
        memory.close();
    }

    private void endVcpus() {
        while (!runners.isEmpty()) {
            runners.pop().close(PATIENCE_MS, thread -> {});
        }
    }

    /** A guest that runs without a page of its memory, and writes as fast as it can. */
    private void start(final CountingProgram program) {
        memory = new GuestMemory(GEOMETRY);
        faults = new Faults(GEOMETRY.pages(), VCPUS, SystemNanoClock.INSTANCE);
        guest = Guest.arriving(memory, program, faults, SystemNanoClock.INSTANCE);
        faults.begin();
        guest.accessBy(vcpu -> faults.access(memory, vcpu));
        for (final Vcpu vcpu : guest.vcpus()) {
            final AgentRunner runner = new AgentRunner(new VcpuIdleStrategy(vcpu),
                    e -> failure.compareAndSet(null, e), null, vcpu);
            runners.push(runner);
            AgentRunner.startOnThread(runner);
        }
        guest.start();
    }

    private void await(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (failure.get() != null || Thread.interrupted()) {
                throw new AssertionError("a thread failed, or the time limit has passed", failure.get());
            }
            Thread.yield();
        }
    }

    private void put(final GuestMemory origin, final long page) {
        UnsafeApi.copyMemory(origin.addressOfPage(page), memory.addressOfPage(page), GEOMETRY.pageBytes());
        faults.arrived(page);
        faults.wakeThoseServed();
    }

    /** In random order, but for those that a vCPU stands still for, which come first now and then. */
    private void putAll(final GuestMemory origin, final Random random) {
        final List<Long> order = new ArrayList<>();
        for (long page = 0; page < GEOMETRY.pages(); page++) {
            order.add(page);
        }
        Collections.shuffle(order, random);
        for (final long page : order) {
            for (final FaultPort port : faults.ports()) {
                final long wanted = random.nextBoolean() ? port.wanted() : PageSet.NONE;
                if (wanted != PageSet.NONE && !faults.presence().isPresent(wanted)) {
                    put(origin, wanted);
                }
            }
            if (!faults.presence().isPresent(page)) {
                put(origin, page);
            }
            if (random.nextInt(4) == 0) {
                await(() -> faults.presence().absentPages() == 0
                        || faults.ports().stream().anyMatch(port -> port.wanted() != PageSet.NONE));
            }
        }
    }

    @Test
    void shouldSleepPastNoPageAndSeeAllOfEach() {
        final Random random = new Random(3);
        long slept = 0;
        for (int i = 0; i < GUESTS; i++) {
            final CountingProgram program = new CountingProgram(GEOMETRY, VCPUS, 0, i);
            try (GuestMemory origin = new GuestMemory(GEOMETRY)) {
                program.fill(origin);
                start(program);
                putAll(origin, random);
            }
            guest.requestPause();
            await(guest::isPaused);
            verify(program);
            for (final FaultPort port : faults.ports()) {
                assertEquals(PageSet.NONE, port.wanted());
                slept += port.log().faults();
            }
            end();
        }
        assertTrue(slept > GUESTS, "they hardly ever met: " + slept);
    }

    private void verify(final CountingProgram program) {
        final ReplayVerdict verdict = new Replay(program, GEOMETRY,
                guest.vcpus().stream().map(vcpu -> VcpuOutcome.of(vcpu.program())).toList()).compareWith(memory);
        assertTrue(verdict.verified(), verdict::toString);
    }

    @Test
    void shouldEndAVcpuThatStandsStillForAPageThatNeverComes() {
        start(new CountingProgram(GEOMETRY, VCPUS, 0, 1));
        await(() -> faults.ports().stream().allMatch(port -> port.wanted() != PageSet.NONE));
        endVcpus();
        assertNull(failure.get());
        for (final FaultPort port : faults.ports()) {
            assertEquals(PageSet.NONE, port.wanted());
            assertEquals(0, port.log().faults(), "a wait that had no end is no fault that was served");
        }
    }
}
