package io.whimbrel.workloads.trace;

import io.whimbrel.engine.memory.PageGeometry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a trace, a block at a time. Under its name there is the whole trace once it was {@linkplain #complete
 * completed}, and before that whatever was there before; a process killed midway leaves at most a file whose name
 * begins with a dot. For one thread at a time; allocates nothing per access.
 */
public final class TraceWriter implements AccessSink, AutoCloseable {

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final int pageBytes;
    private final int vcpus;
    private final String description;
    private final BlockEncoder encoder = new BlockEncoder();
    private long digest;
    private long accesses;
    private long lastNs;
    private long highestPage;

    /**
     * Begins a trace.
     *
     * @param target      the file's name
     * @param pageBytes   length of a page, in bytes
     * @param vcpus       number of virtual CPUs
     * @param description what runs
     * @throws UncheckedIOException     in one line naming the file, when it cannot be written
     * @throws IllegalArgumentException when no guest has such pages or so many virtual CPUs
     */
    public TraceWriter(final Path target, final int pageBytes, final int vcpus, final String description) {
        this.target = target;
        this.pageBytes = pageBytes;
        this.vcpus = vcpus;
        this.description = description;
        temporary = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
        // How many pages there are may not be known before the end: the header is written last.
        final int headerBytes = header(1).length;
        // Whoever interrupts the process does not let it close this.
        temporary.toFile().deleteOnExit();
        try {
            channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            channel.position(headerBytes);
        } catch (final IOException e) {
            throw failure(e);
        }
    }

    private byte[] header(final long pages) {
        return HeaderCodec.encode(new TraceHeader(pageBytes, pages, vcpus, description));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when it comes before the last access, or is none that the guest can do
     */
    @Override
    public void access(final long timeNs, final int vcpu, final long page, final boolean write,
            final int bytesChanged) {
        if (timeNs < lastNs || vcpu < 0 || vcpu >= vcpus || page < 0 || page >= PageGeometry.MAX_PAGES
                || bytesChanged < 0 || bytesChanged > (write ? pageBytes : 0)) {
            throw new IllegalArgumentException("no access of this trace: " + timeNs + " ns, vCPU " + vcpu + ", page "
                    + page + (write ? ", write of " : ", read of ") + bytesChanged + " B, after " + lastNs + " ns");
        }
        if (!encoder.takes(timeNs)) {
            writeBlock();
        }
        encoder.add(timeNs, vcpu, page, write, bytesChanged);
        highestPage = Math.max(highestPage, page);
        lastNs = timeNs;
        accesses++;
    }

    private void writeBlock() {
        final int length = encoder.encode();
        digest = TraceFormat.digest(digest, encoder.checksum());
        write(encoder.bytes(), length);
    }

    /**
     * The accesses written so far.
     *
     * @return count
     */
    public long accesses() {
        return accesses;
    }

    /**
     * The number of pages that is large enough for every access so far.
     *
     * @return the highest page accessed, and one
     */
    public long pagesAccessed() {
        return highestPage + 1;
    }

    /**
     * Ends the trace, forces it to disk and gives it its name.
     *
     * @param pages number of pages that the guest has
     * @throws IllegalArgumentException when an access was to a page beyond
     */
    public void complete(final long pages) {
        if (pages <= highestPage) {
            throw new IllegalArgumentException("page " + highestPage + " is not one of " + pages);
        }
        if (!encoder.isEmpty()) {
            writeBlock();
        }
        final byte[] header = header(pages);
        write(encoder.bytes(), encoder.encodeEnd(accesses, TraceFormat.digest(digest, HeaderCodec.checksum(header))));
        try {
            channel.position(0);
            write(header, header.length);
            channel.force(true);
            channel.close();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw failure(e);
        }
    }

    private void write(final byte[] bytes, final int length) {
        final ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (final IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(final IOException e) {
        final String reason = e instanceof final FileSystemException f
                ? f.getReason() == null ? f.getClass().getSimpleName().replace("Exception", "") : f.getReason()
                : e.getMessage();
        return new UncheckedIOException("cannot write " + target + ": " + reason, e);
    }

    /** Leaves nothing behind of a trace that was not completed. Idempotent. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (final IOException e) {
            throw failure(e);
        }
    }
}
