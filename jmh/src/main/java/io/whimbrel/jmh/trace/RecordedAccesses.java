package io.whimbrel.jmh.trace;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.workloads.GuestSpec;
import io.whimbrel.workloads.WorkloadFactory;
import io.whimbrel.workloads.trace.AccessSink;
import io.whimbrel.workloads.trace.TraceFile;
import io.whimbrel.workloads.trace.TraceReader;
import io.whimbrel.workloads.trace.TraceWriter;
import io.whimbrel.workloads.trace.record.TraceRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The accesses of a guest of 256 MiB and two virtual CPUs, in memory and in a file. */
@State(Scope.Thread)
public class RecordedAccesses implements AccessSink {

    /** How many are written and read. */
    public static final int ACCESSES = 1_000_000;

    private static final PageGeometry GEOMETRY = new PageGeometry(256 << 20, 4096);
    private static final int VCPUS = 2;
    /** So long that every guest has done more accesses than that. */
    private static final long DURATION_NS = 11_000_000_000L;

    /** What the guest runs. */
    @Param({"kv(mix=a)", "synthetic"})
    public String workload;

    private final long[] timesNs = new long[ACCESSES];
    private final int[] vcpus = new int[ACCESSES];
    private final long[] pages = new long[ACCESSES];
    private final boolean[] writes = new boolean[ACCESSES];
    private final int[] bytesChanged = new int[ACCESSES];
    private int count;
    private long expectedSum;
    private Path directory;
    private TraceFile trace;

    /** For JMH. */
    public RecordedAccesses() {}

    /**
     * Records and writes.
     *
     * @throws IOException when there is no place for temporary files
     */
    @Setup(Level.Trial)
    public void record() throws IOException {
        final GuestSpec spec = new GuestSpec(workload, 50_000, "", "", "poisson", "text", 1);
        new TraceRecorder(new WorkloadFactory(PluginCatalog.load(getClass().getClassLoader())).create(spec, GEOMETRY,
                VCPUS), GEOMETRY, () -> 0).recordFor(DURATION_NS, this);
        if (count < ACCESSES) {
            throw new IllegalStateException("the guest does " + count + " accesses only");
        }
        directory = Files.createTempDirectory("whimbrel-traces");
        trace = TraceFile.open(writeTo(directory.resolve("read.trace")));
    }

    @Override
    public void access(final long timeNs, final int vcpu, final long page, final boolean write, final int bytes) {
        if (count < ACCESSES) {
            timesNs[count] = timeNs;
            vcpus[count] = vcpu;
            pages[count] = page;
            writes[count] = write;
            bytesChanged[count] = bytes;
            count++;
            expectedSum += mixed(timeNs, vcpu, page, write, bytes);
        }
    }

    private static long mixed(final long timeNs, final int vcpu, final long page, final boolean write,
            final int bytes) {
        return (timeNs ^ page << 7) + 3L * bytes + (write ? 5 : 0) + 11L * vcpu;
    }

    private Path writeTo(final Path file) {
        try (TraceWriter writer = new TraceWriter(file, GEOMETRY.pageBytes(), VCPUS, workload)) {
            for (int i = 0; i < ACCESSES; i++) {
                writer.access(timesNs[i], vcpus[i], pages[i], writes[i], bytesChanged[i]);
            }
            writer.complete(GEOMETRY.pages());
        }
        return file;
    }

    final String write() {
        return TraceFile.open(writeTo(directory.resolve("written.trace"))).digest();
    }

    final String checked(final String digest) {
        if (!digest.equals(trace.digest())) {
            throw new IllegalStateException("another trace was written");
        }
        return digest;
    }

    final long read() {
        long sum = 0;
        final TraceReader reader = trace.read();
        while (reader.next()) {
            sum += mixed(reader.timeNs(), reader.vcpu(), reader.page(), reader.isWrite(), reader.bytesChanged());
        }
        return sum;
    }

    final long checked(final long sum) {
        if (sum != expectedSum) {
            throw new IllegalStateException("other accesses were read than had been written");
        }
        return sum;
    }

    /**
     * Removes the files.
     *
     * @throws IOException when they cannot be removed
     */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        Files.deleteIfExists(directory.resolve("read.trace"));
        Files.deleteIfExists(directory.resolve("written.trace"));
        Files.delete(directory);
    }
}
