package io.whimbrel.workloads;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import java.util.ArrayList;
import java.util.List;

/** Passes everything on to a memory, and keeps the pages read and written in order. */
public final class RecordingAccess implements GuestAccess {

    private final GuestAccess memory;
    private final PageGeometry geometry;
    private final List<Long> readPages = new ArrayList<>();
    private final List<Long> writtenPages = new ArrayList<>();

    public RecordingAccess(final GuestMemory memory) {
        this.memory = memory.access();
        this.geometry = memory.geometry();
    }

    public List<Long> readPages() {
        return readPages;
    }

    public List<Long> writtenPages() {
        return writtenPages;
    }

    private void record(final List<Long> pages, final long offset, final int length) {
        for (long page = geometry.pageOf(offset); page <= geometry.pageOf(offset + length - 1); page++) {
            pages.add(page);
        }
    }

    @Override
    public long getLong(final long offset) {
        record(readPages, offset, Long.BYTES);
        return memory.getLong(offset);
    }

    @Override
    public void putLong(final long offset, final long value) {
        record(writtenPages, offset, Long.BYTES);
        memory.putLong(offset, value);
    }

    @Override
    public byte getByte(final long offset) {
        record(readPages, offset, Byte.BYTES);
        return memory.getByte(offset);
    }

    @Override
    public void putByte(final long offset, final byte value) {
        record(writtenPages, offset, Byte.BYTES);
        memory.putByte(offset, value);
    }

    @Override
    public void read(final long offset, final byte[] target, final int index, final int length) {
        record(readPages, offset, length);
        memory.read(offset, target, index, length);
    }

    @Override
    public void write(final long offset, final byte[] source, final int index, final int length) {
        record(writtenPages, offset, length);
        memory.write(offset, source, index, length);
    }
}
