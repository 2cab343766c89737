package io.whimbrel.workloads.trace;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A trace on disk. Opening it checks its header and that it has an end; its blocks are checked as they are read. The
 * file is mapped into memory for as long as anybody holds this object or a reader of it, so that it needs no closing,
 * and no interruption of a reading thread can close it. It must not be cut short meanwhile; whoever replaces it by
 * renaming, as {@link TraceWriter} does, disturbs nobody.
 */
public final class TraceFile {

    private final Path path;
    private final MemorySegment file;
    private final byte[] headerBytes;
    private final TraceHeader header;
    private final long accesses;
    private final long digest;

    TraceFile(final Path path, final MemorySegment file) {
        this.path = path;
        this.file = file;
        headerBytes = HeaderCodec.read(file, path);
        header = HeaderCodec.decode(headerBytes, path);
        final long endOffset = file.byteSize() - TraceFormat.HEAD_BYTES;
        if (endOffset < headerBytes.length) {
            throw TraceException.at(path, file.byteSize(), "the trace is torn: the file ends before the first block");
        }
        final BlockDecoder end = new BlockDecoder();
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, endOffset, end.bytes(), 0, TraceFormat.HEAD_BYTES);
        if (end.length() != 0 || end.count() != 0 || !end.isIntact()) {
            throw firstFlaw(endOffset);
        }
        accesses = end.time();
        digest = end.lowestPage();
    }

    /** The file has no end: wherever reading it fails is where it is damaged. */
    private TraceException firstFlaw(final long endOffset) {
        final TraceReader reader = new TraceReader(path, file, header, headerBytes);
        try {
            while (reader.next()) {
                // The accesses do not matter.
            }
        } catch (final TraceException e) {
            return e;
        }
        return TraceException.at(path, endOffset, "the trace goes on after its end");
    }

    /**
     * Opens a trace.
     *
     * @param path the file
     * @return the trace
     * @throws TraceException in one line, when there is no such file, or it is not a whole trace
     */
    public static TraceFile open(final Path path) {
        if (!Files.isRegularFile(path)) {
            throw new TraceException(path + ": there is no such file");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new TraceFile(path,
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        } catch (final IOException e) {
            throw new TraceException(path + ": cannot be read: " + e.getMessage());
        }
    }

    /**
     * Where the trace is.
     *
     * @return the path by which it was opened
     */
    public Path path() {
        return path;
    }

    /**
     * Of which guest it is.
     *
     * @return the header
     */
    public TraceHeader header() {
        return header;
    }

    /**
     * How many accesses it says it has.
     *
     * @return count
     */
    public long accesses() {
        return accesses;
    }

    /**
     * The file's length.
     *
     * @return bytes
     */
    public long bytes() {
        return file.byteSize();
    }

    /**
     * What tells this trace from others.
     *
     * @return 16 hexadecimal digits
     */
    public String digest() {
        return String.format(Locale.ROOT, "%016x", digest);
    }

    /**
     * Begins to read it.
     *
     * @return a reader of its own, before the first access
     */
    public TraceReader read() {
        return new TraceReader(path, file, header, headerBytes);
    }

    /**
     * Hands on every access.
     *
     * @param sink takes them
     * @throws TraceException in one line, when the trace is damaged
     */
    public void readInto(final AccessSink sink) {
        final TraceReader reader = read();
        while (reader.next()) {
            sink.access(reader.timeNs(), reader.vcpu(), reader.page(), reader.isWrite(), reader.bytesChanged());
        }
    }
}
