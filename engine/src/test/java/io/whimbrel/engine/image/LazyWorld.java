package io.whimbrel.engine.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.memory.ZeroBytes;
import io.whimbrel.engine.migration.CountingProgram;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.presence.FaultLog;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.simulation.CpuCosts;
import io.whimbrel.engine.simulation.MeteredProgram;
import io.whimbrel.engine.simulation.Simulation;
import io.whimbrel.engine.simulation.VirtualCpu;
import io.whimbrel.engine.snapshot.ExecutionState;
import io.whimbrel.engine.verify.Replay;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.engine.verify.VcpuOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.agrona.UnsafeApi;

/** A guest in virtual time that has run for a while, and the same guest restored from what its memory was then. */
final class LazyWorld implements AutoCloseable {

    static final int PAGES = 96;

    private static final PageGeometry GEOMETRY = new PageGeometry(PAGES * 4096L, 4096);
    private static final int VCPUS = 2;
    private static final long INTERVAL_NS = 10_000;
    private static final double OPERATION_NS = 700;
    private static final long LONG_NS = 1_000_000_000;
    private static final GuestProgram PROGRAM = new CountingProgram(GEOMETRY, VCPUS, INTERVAL_NS, 42);

    private final Simulation simulation = new Simulation(new CpuCosts(OPERATION_NS, 100, 50_000, 0, 0, 0, 0, 0, 0, 0));
    private final VirtualCpu cpu = simulation.newCpu();
    private final GuestMemory then = new GuestMemory(GEOMETRY);
    private final GuestMemory memory = new GuestMemory(GEOMETRY);
    private final ExecutionState state;
    private final List<Long> operationsAtFirst;
    private long damagedPage = -1;
    private int recordableFaults = Integer.MAX_VALUE;
    final List<Long> read = new ArrayList<>();
    final List<Long> faulted = new ArrayList<>();
    final PageSource source;
    final Guest guest;
    final LazyRestore restore;

    LazyWorld(final Prefetcher prefetcher, final long readNs) {
        PROGRAM.fill(then);
        final Guest before = Guest.untracked(then, new MeteredProgram(PROGRAM, cpu, OPERATION_NS), cpu);
        before.start();
        simulation.run(before, cpu);
        simulation.runFor(50 * INTERVAL_NS);
        before.requestPause();
        simulation.runFor(INTERVAL_NS);
        assertTrue(before.isPaused());
        state = ExecutionState.of(before);
        simulation.kill(before);
        operationsAtFirst = operationsOfEach(before);
        source = new Slow(readNs);
        guest = Guest.arriving(memory, new MeteredProgram(PROGRAM, cpu, OPERATION_NS),
                new Faults(PAGES, VCPUS, cpu), cpu);
        restore = new LazyRestore(source, guest, prefetcher, this::faulted, cpu);
    }

    private void faulted(final long timeNs, final int vcpu, final long page) {
        if (faulted.size() == recordableFaults) {
            throw new UncheckedIOException("cannot write set.trace: No space left on device", new IOException());
        }
        faulted.add(page);
    }

    /** Whoever records faults can do so only so often. */
    void recordNoMoreThan(final int faults) {
        recordableFaults = faults;
    }

    void damage(final long page) {
        damagedPage = page;
    }

    void begin() {
        beginAfter(0);
    }

    /** Has some pages read before the guest runs. */
    void beginAfter(final int pages) {
        state.loadInto(guest);
        restore.begin();
        for (int i = 0; i < pages; i++) {
            restore.doWork();
        }
        simulation.run(guest, cpu);
        simulation.run(restore, cpu);
        guest.resume();
    }

    void runFor(final long ns) {
        simulation.runFor(ns);
    }

    void end() {
        guest.requestPause();
        restore.readRest();
        assertTrue(simulation.runUntil(() -> guest.isPaused() && restore.isDone(), LONG_NS), "not all pages came");
    }

    /** Since it was restored. */
    List<Long> operationsOfEach() {
        final List<Long> all = operationsOfEach(guest);
        return IntStream.range(0, VCPUS).mapToObj(vcpu -> all.get(vcpu) - operationsAtFirst.get(vcpu)).toList();
    }

    private static List<Long> operationsOfEach(final Guest of) {
        return of.vcpus().stream().map(vcpu -> vcpu.program().operations()).toList();
    }

    long faults() {
        return ofAll(FaultLog::faults);
    }

    long overtaken() {
        return ofAll(FaultLog::overtaken);
    }

    private long ofAll(final ToLongFunction<FaultLog> figure) {
        return guest.faults().ports().stream().mapToLong(port -> figure.applyAsLong(port.log())).sum();
    }

    void verify() {
        final ReplayVerdict verdict = new Replay(PROGRAM, GEOMETRY,
                guest.vcpus().stream().map(vcpu -> VcpuOutcome.of(vcpu.program())).toList()).compareWith(memory);
        assertTrue(verdict.verified(), verdict::toString);
    }

    @Override
    public void close() {
        then.close();
        memory.close();
    }

    /** The memory as it was then, page by page. */
    private final class Slow implements PageSource {

        private final long readNs;

        Slow(final long readNs) {
            this.readNs = readNs;
        }

        @Override
        public boolean isZero(final long page) {
            return ZeroBytes.at(then.addressOfBlock(page), 4096);
        }

        @Override
        public void read(final long page, final long target) {
            if (page == damagedPage) {
                UnsafeApi.setMemory(target, 4096, (byte) 0x55);
                throw new ImageException("a.image: byte " + page * 4096 + ": page " + page
                        + " does not match its checksum");
            }
            read.add(page);
            cpu.charge(readNs);
            UnsafeApi.copyMemory(then.addressOfBlock(page), target, 4096);
        }
    }
}
