package io.whimbrel.workloads.trace;

import static io.whimbrel.workloads.trace.TraceFormat.INT;
import static io.whimbrel.workloads.trace.TraceFormat.LONG;
import static io.whimbrel.workloads.trace.TraceFormat.SHORT;

import java.util.zip.CRC32C;

/** Takes a block apart, access by access. Allocates nothing after it was made. */
final class BlockDecoder {

    private final byte[] block = new byte[TraceFormat.MAX_BLOCK_BYTES + TraceFormat.SLACK_BYTES];
    private final CRC32C checksum = new CRC32C();
    private int at;
    private int remaining;
    private long lowestPage;
    private int pageWidth;
    private long pageMask;
    private long stepNs;
    private int lastChange;
    private long timeNs;
    private int vcpu;
    private long page;
    private boolean write;
    private int bytesChanged;

    /** Where a block is to be put before it is begun. */
    byte[] bytes() {
        return block;
    }

    /** Whether the checksum of the block in {@link #bytes()} is right. */
    boolean isIntact() {
        checksum.reset();
        checksum.update(block, TraceFormat.LENGTH_OFFSET,
                TraceFormat.HEAD_BYTES + length() - TraceFormat.LENGTH_OFFSET);
        return (int) checksum.getValue() == checksum();
    }

    int checksum() {
        return (int) INT.get(block, 0);
    }

    int length() {
        return (int) INT.get(block, TraceFormat.LENGTH_OFFSET);
    }

    int count() {
        return (int) INT.get(block, TraceFormat.COUNT_OFFSET);
    }

    long time() {
        return (long) LONG.get(block, TraceFormat.TIME_OFFSET);
    }

    long lowestPage() {
        return (long) LONG.get(block, TraceFormat.LOWEST_PAGE_OFFSET);
    }

    int pageWidth() {
        return (int) INT.get(block, TraceFormat.PAGE_WIDTH_OFFSET);
    }

    void begin() {
        at = TraceFormat.HEAD_BYTES;
        remaining = count();
        lowestPage = lowestPage();
        pageWidth = pageWidth();
        pageMask = TraceFormat.lowBytes(pageWidth);
        stepNs = 0;
        lastChange = 0;
        timeNs = time();
        vcpu = 0;
        page = lowestPage;
    }

    /** Forgets the block. */
    void clear() {
        remaining = 0;
        timeNs = 0;
    }

    int remaining() {
        return remaining;
    }

    void next() {
        final int tag = block[at];
        int position = at + 1;
        write = (tag & TraceFormat.WRITE) != 0;
        position = step(tag, position);
        position = page(tag, position);
        position = bytesChanged(tag, position);
        if ((tag & TraceFormat.OTHER_VCPU) != 0) {
            vcpu = (short) SHORT.get(block, position) & 0xffff;
            position += Short.BYTES;
        }
        at = position;
        remaining--;
    }

    private int step(final int tag, final int position) {
        return switch (tag & TraceFormat.STEP_MASK) {
            case TraceFormat.STEP_AGAIN -> advance(stepNs, position);
            case TraceFormat.STEP_SHORT ->
                advance((short) SHORT.get(block, position) & 0xffffL, position + Short.BYTES);
            case TraceFormat.STEP_INT ->
                advance(Integer.toUnsignedLong((int) INT.get(block, position)), position + Integer.BYTES);
            default -> position;
        };
    }

    private int advance(final long ns, final int position) {
        stepNs = ns;
        timeNs += ns;
        return position;
    }

    private int page(final int tag, final int position) {
        return switch (tag & TraceFormat.PAGE_MASK) {
            case TraceFormat.PAGE_NEXT -> turn(page + 1, position);
            case TraceFormat.PAGE_NEAR -> turn(page + block[position], position + 1);
            case TraceFormat.PAGE_FAR ->
                turn(lowestPage + ((long) LONG.get(block, position) & pageMask), position + pageWidth);
            default -> position;
        };
    }

    private int turn(final long number, final int position) {
        page = number;
        return position;
    }

    private int bytesChanged(final int tag, final int position) {
        return switch (tag & TraceFormat.BYTES_MASK) {
            case TraceFormat.BYTES_AGAIN -> change(lastChange, position);
            case TraceFormat.BYTES_SMALL -> change((block[position] & 0xff) + 1, position + 1);
            case TraceFormat.BYTES_LARGE ->
                change((int) INT.get(block, position) & 0xff_ffff, position + TraceFormat.LARGE_BYTES_WIDTH);
            default -> {
                bytesChanged = 0;
                yield position;
            }
        };
    }

    private int change(final int bytes, final int position) {
        lastChange = bytes;
        bytesChanged = bytes;
        return position;
    }

    /** Whether the accesses taken so far, and nothing else, fill the block. */
    boolean isExhausted() {
        return remaining == 0 && at == TraceFormat.HEAD_BYTES + length();
    }

    long timeNs() {
        return timeNs;
    }

    int vcpu() {
        return vcpu;
    }

    long page() {
        return page;
    }

    boolean isWrite() {
        return write;
    }

    int bytesChanged() {
        return bytesChanged;
    }
}
