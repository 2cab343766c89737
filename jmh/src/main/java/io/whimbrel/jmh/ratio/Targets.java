package io.whimbrel.jmh.ratio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What is asked for. Most of it is a comparison within one run: absolute times say more of a machine than of a program. */
final class Targets {

    private static final List<String> TRACKERS = List.of("epoch", "handshake");
    /** Those of {@code Placement}: a machine with a processor for each thread need not tell them apart. */
    private static final List<String> PLACEMENTS = List.of("APART", "FREE");
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    /** What {@code BesideBare} counts. */
    private static final String BARRIER = "barrierNs";
    private static final double NS_PER_MS = 1e6;
    private static final double MILLION = 1e6;
    /** Less than the smallest object: what JMH itself allocates in an iteration is spread over its operations. */
    private static final double ALMOST_NOTHING_BYTES = 0.5;

    private final Figures figures;
    private final List<Finding> findings = new ArrayList<>();

    private Targets(final Figures figures) {
        this.figures = figures;
    }

    static List<Finding> findings(final Figures figures) {
        final Targets targets = new Targets(figures);
        TRACKERS.forEach(targets::marks);
        TRACKERS.forEach(targets::collects);
        for (final String placement : PLACEMENTS) {
            targets.transfers("aeron-udp", placement, "Aeron", 0.85);
            targets.transfers("aeron-ipc", placement, "Aeron", 0.70);
            targets.transfers("tcp", placement, "NIO", 0.80);
        }
        targets.standsStill("aeron-udp");
        targets.standsStill("aeron-ipc");
        targets.standsStill("tcp");
        targets.allocates("MarkBenchmark.writeToDirtyPage", "mark a dirty page");
        targets.allocates("MarkBenchmark.writeToCleanPage", "mark a clean page");
        targets.allocates("CollectBenchmark.clean", "collect");
        targets.allocates("StreamBenchmark.sendAndApply", "send and apply a page");
        targets.simulates();
        targets.images("checkpoint", "bareWrite");
        targets.images("restore", "bareRead");
        targets.snapshots();
        for (final String placement : PLACEMENTS) {
            targets.demands("aeron-udp", placement);
            targets.demands("aeron-ipc", placement);
        }
        targets.present("read");
        targets.present("write");
        return targets.findings;
    }

    private void marks(final String tracker) {
        for (final String memoryMiB : List.of("16", "1024")) {
            final Map<String, String> params = Map.of("tracker", tracker, "memoryMiB", memoryMiB);
            final String where = " (" + tracker + ", " + memoryMiB + " MiB)";
            findings.add(Finding.atMost(1.5, "ns", "mark a dirty page, over the bare write" + where,
                    figures.median("MarkBenchmark.writeToDirtyPage", params, BARRIER)));
            findings.add(Finding.atMost(10, "ns", "mark a clean page, over the bare write" + where,
                    figures.median("MarkBenchmark.writeToCleanPage", params, BARRIER)));
        }
    }

    /** Of all places where dirty pages may lie, and whatever is pending already, the worst. */
    private void collects(final String tracker) {
        final Map<String, String> one = Map.of("tracker", tracker, "memoryGiB", "1");
        final Map<String, String> large = Map.of("tracker", tracker, "memoryGiB", "64");
        findings.add(Finding.atMost(1000, "ns", "collect 1 GiB, clean (" + tracker + ")",
                figures.median("CollectBenchmark.clean", one)));
        findings.add(Finding.atMost(20_000, "ns", "collect 1 GiB, 1 % dirty (" + tracker + ")",
                figures.median("CollectBenchmark.dirty", one)));
        findings.add(Finding.atMost(1.5, "", "collect as many dirty pages of 64 GiB, over 1 GiB (" + tracker + ")",
                Finding.of(figures.median("CollectBenchmark.dirty", large), (a, b) -> a / b,
                        figures.median("CollectBenchmark.dirty", one))));
    }

    private void transfers(final String transport, final String placement, final String peer, final double share) {
        final Map<String, String> params = Map.of("transport", transport, "placement", placement);
        final String benchmark = "TransferBenchmark.bothWays";
        findings.add(Finding.atLeast(share, "pages to another process, over bare " + peer + where(params),
                Finding.of(figures.median(benchmark, params, "whimbrelPagesPerSecond"), (a, b) -> a / b,
                        figures.median(benchmark, params, "barePagesPerSecond"))));
    }

    private void simulates() {
        final OptionalDouble accesses = figures.median("SimulationBenchmark.access", Map.of("writes", "uniform"));
        findings.add(Finding.atLeast(20, "million page accesses simulated in a second (uniform)",
                accesses.isPresent() ? OptionalDouble.of(accesses.getAsDouble() / MILLION) : accesses));
        findings.add(Finding.atMost(2000, "ms", "a migration of 1,048,576 pages in 5 rounds, simulated",
                figures.median("SimulationBenchmark.migrateMillionPages", Map.of())));
    }

    private void images(final String benchmark, final String bare) {
        findings.add(Finding.atLeast(0.70, benchmark + " to or from memory, over a bare copy of the same bytes",
                Finding.of(figures.median("ImageBenchmark." + bare, Map.of()), (a, b) -> a / b,
                        figures.median("ImageBenchmark." + benchmark, Map.of()))));
    }

    private void snapshots() {
        for (final String memoryMiB : List.of("16", "1024")) {
            barrier("write a saved page, over the bare write", "CopyOnWriteBenchmark.writeToSavedPage", memoryMiB);
            barrier("write a saved and tracked page, over the tracked write",
                    "CopyOnWriteBenchmark.trackedWriteToSavedPage", memoryMiB);
        }
        findings.add(Finding.atMost(ALMOST_NOTHING_BYTES, "B", "allocated to write a saved page",
                figures.median("CopyOnWriteBenchmark.writeToSavedPage", Map.of(), ALLOCATED)));
        for (final String memoryMiB : List.of("256", "4096")) {
            final OptionalDouble pauseUs = figures.median("PauseBenchmark.virtual", Map.of("memoryMiB", memoryMiB));
            findings.add(Finding.atMost(2000, "us", "pause of a virtual snapshot of " + memoryMiB + " MiB", pauseUs));
        }
    }

    private void present(final String verb) {
        final String benchmark = "PresenceBenchmark." + verb;
        for (final String memoryMiB : List.of("16", "1024")) {
            barrier(verb + " a present page, over the bare " + verb, benchmark, memoryMiB);
        }
        findings.add(Finding.atMost(ALMOST_NOTHING_BYTES, "B", "allocated to " + verb + " a present page",
                figures.median(benchmark, Map.of(), ALLOCATED)));
    }

    private void barrier(final String what, final String benchmark, final String memoryMiB) {
        findings.add(Finding.atMost(1.5, "ns", what + " (" + memoryMiB + " MiB)",
                figures.median(benchmark, Map.of("memoryMiB", memoryMiB), BARRIER)));
    }

    private void demands(final String transport, final String placement) {
        final Map<String, String> params = Map.of("transport", transport, "placement", placement);
        final String where = where(params);
        final String benchmark = "DemandFaultBenchmark.bothWays";
        findings.add(Finding.atMost(1.5, "", "demand fault under push, median over bare Aeron's" + where,
                Finding.of(figures.median(benchmark, params, "faultP50Ns"), (a, b) -> a / b,
                        figures.median(benchmark, params, "requestP50Ns"))));
        findings.add(Finding.atMost(3, "", "demand fault under push, p99 over bare Aeron's" + where,
                Finding.of(figures.median(benchmark, params, "faultP99Ns"), (a, b) -> a / b,
                        figures.median(benchmark, params, "requestP99Ns"))));
        findings.add(Finding.atMost(50_000, "ns", "a vCPU runs on after its page is there, median" + where,
                figures.median(benchmark, params, "wakeP50Ns")));
        findings.add(Finding.atLeast(0.9, "push beside the faults, over that beside bare Aeron's" + where,
                Finding.of(figures.median(benchmark, params, "pushMiBPerSecond"), (a, b) -> a / b,
                        figures.median(benchmark, params, "barePushMiBPerSecond"))));
    }

    private static String where(final Map<String, String> params) {
        return " (" + params.get("transport") + ", " + params.get("placement") + ")";
    }

    private void standsStill(final String transport) {
        final OptionalDouble ns = figures.median("IdleDowntimeBenchmark.migrate", Map.of("transport", transport),
                "downtimeNs");
        findings.add(Finding.atMost(3, "ms", "downtime of a guest that writes nothing (" + transport + ")",
                ns.isPresent() ? OptionalDouble.of(ns.getAsDouble() / NS_PER_MS) : ns));
    }

    private void allocates(final String benchmark, final String what) {
        for (final String tracker : benchmark.startsWith("Stream") ? List.of("") : TRACKERS) {
            findings.add(Finding.atMost(ALMOST_NOTHING_BYTES, "B",
                    "allocated to " + what + (tracker.isEmpty() ? "" : " (" + tracker + ")"),
                    figures.median(benchmark, tracker.isEmpty() ? Map.of() : Map.of("tracker", tracker),
                            ALLOCATED)));
        }
    }
}
