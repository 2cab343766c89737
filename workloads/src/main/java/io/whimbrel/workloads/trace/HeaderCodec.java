package io.whimbrel.workloads.trace;

import static io.whimbrel.workloads.trace.TraceFormat.INT;
import static io.whimbrel.workloads.trace.TraceFormat.LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Writes and reads the header of a trace. */
final class HeaderCodec {

    private HeaderCodec() {}

    static byte[] encode(final TraceHeader header) {
        final byte[] description = header.description().getBytes(StandardCharsets.UTF_8);
        if (description.length > TraceHeader.MAX_DESCRIPTION_BYTES) {
            throw new IllegalArgumentException("a trace's description of " + description.length
                    + " B is longer than " + TraceHeader.MAX_DESCRIPTION_BYTES + " B");
        }
        final byte[] bytes = new byte[TraceFormat.HEADER_BYTES + description.length];
        LONG.set(bytes, 0, TraceFormat.MAGIC);
        INT.set(bytes, TraceFormat.VERSION_OFFSET, TraceFormat.VERSION);
        INT.set(bytes, TraceFormat.PAGE_BYTES_OFFSET, header.pageBytes());
        INT.set(bytes, TraceFormat.VCPUS_OFFSET, header.vcpus());
        LONG.set(bytes, TraceFormat.PAGES_OFFSET, header.pages());
        INT.set(bytes, TraceFormat.DESCRIPTION_LENGTH_OFFSET, description.length);
        System.arraycopy(description, 0, bytes, TraceFormat.HEADER_BYTES, description.length);
        INT.set(bytes, TraceFormat.HEADER_CRC_OFFSET, computedChecksum(bytes));
        return bytes;
    }

    /** The header at the beginning of a file, checked but not understood. */
    static byte[] read(final MemorySegment file, final Path path) {
        if (file.byteSize() < TraceFormat.HEADER_BYTES) {
            throw torn(path, file.byteSize());
        }
        final byte[] fixed = file.asSlice(0, TraceFormat.HEADER_BYTES).toArray(ValueLayout.JAVA_BYTE);
        if ((long) LONG.get(fixed, 0) != TraceFormat.MAGIC) {
            throw TraceException.at(path, 0, "this is not a trace: it does not begin with WHIMTRAC");
        }
        final int version = (int) INT.get(fixed, TraceFormat.VERSION_OFFSET);
        if (version != TraceFormat.VERSION) {
            throw TraceException.at(path, TraceFormat.VERSION_OFFSET, "the trace is of version "
                    + Integer.toUnsignedString(version) + ", this program reads version " + TraceFormat.VERSION);
        }
        final long length = TraceFormat.HEADER_BYTES
                + Integer.toUnsignedLong((int) INT.get(fixed, TraceFormat.DESCRIPTION_LENGTH_OFFSET));
        if (length > TraceFormat.HEADER_BYTES + TraceHeader.MAX_DESCRIPTION_BYTES) {
            throw TraceException.at(path, TraceFormat.DESCRIPTION_LENGTH_OFFSET, "the header is damaged: a description "
                    + "is not longer than " + TraceHeader.MAX_DESCRIPTION_BYTES + " B");
        }
        if (file.byteSize() < length) {
            throw torn(path, file.byteSize());
        }
        final byte[] header = file.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        if (checksum(header) != computedChecksum(header)) {
            throw TraceException.at(path, TraceFormat.HEADER_CRC_OFFSET, "the header does not match its checksum");
        }
        return header;
    }

    private static TraceException torn(final Path path, final long bytes) {
        return TraceException.at(path, bytes, "the file ends within the header");
    }

    static TraceHeader decode(final byte[] header, final Path path) {
        try {
            return new TraceHeader((int) INT.get(header, TraceFormat.PAGE_BYTES_OFFSET),
                    (long) LONG.get(header, TraceFormat.PAGES_OFFSET),
                    (int) INT.get(header, TraceFormat.VCPUS_OFFSET), new String(header, TraceFormat.HEADER_BYTES,
                            header.length - TraceFormat.HEADER_BYTES, StandardCharsets.UTF_8));
        } catch (final IllegalArgumentException e) {
            throw TraceException.at(path, TraceFormat.PAGE_BYTES_OFFSET, e.getMessage());
        }
    }

    static int checksum(final byte[] header) {
        return (int) INT.get(header, TraceFormat.HEADER_CRC_OFFSET);
    }

    private static int computedChecksum(final byte[] header) {
        final CRC32C checksum = new CRC32C();
        checksum.update(header, TraceFormat.PAGE_BYTES_OFFSET, header.length - TraceFormat.PAGE_BYTES_OFFSET);
        return (int) checksum.getValue();
    }
}
