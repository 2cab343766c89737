package io.whimbrel.workloads.trace;

import static io.whimbrel.workloads.trace.TraceFormat.INT;
import static io.whimbrel.workloads.trace.TraceFormat.LONG;
import static io.whimbrel.workloads.trace.TraceFormat.SHORT;

import java.util.zip.CRC32C;

/** Gathers the accesses of a block, and writes it when asked to. Allocates nothing after it was made. */
final class BlockEncoder {

    private final long[] timesNs = new long[TraceFormat.MAX_ACCESSES_PER_BLOCK];
    private final long[] pages = new long[TraceFormat.MAX_ACCESSES_PER_BLOCK];
    private final int[] vcpus = new int[TraceFormat.MAX_ACCESSES_PER_BLOCK];
    /** Bytes changed, doubled; a write has the lowest bit set. */
    private final int[] changes = new int[TraceFormat.MAX_ACCESSES_PER_BLOCK];
    private final byte[] block = new byte[TraceFormat.MAX_BLOCK_BYTES + TraceFormat.SLACK_BYTES];
    private final CRC32C checksum = new CRC32C();
    private long lowestPage;
    private int pageWidth;
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    boolean takes(final long timeNs) {
        return count == 0
                || count < TraceFormat.MAX_ACCESSES_PER_BLOCK && timeNs - timesNs[count - 1] <= TraceFormat.MAX_STEP_NS;
    }

    void add(final long timeNs, final int vcpu, final long page, final boolean write, final int bytesChanged) {
        timesNs[count] = timeNs;
        vcpus[count] = vcpu;
        pages[count] = page;
        changes[count] = bytesChanged << 1 | (write ? 1 : 0);
        count++;
    }

    /** Writes the block and forgets its accesses; returns its length in {@link #bytes()}. */
    int encode() {
        surveyPages();
        final int end = encodeAccesses();
        final int length = head(end - TraceFormat.HEAD_BYTES, count, timesNs[0], lowestPage, pageWidth);
        count = 0;
        return length;
    }

    /** Writes the block that ends a trace; returns its length in {@link #bytes()}. */
    int encodeEnd(final long accesses, final long digest) {
        return head(0, 0, accesses, digest, 0);
    }

    private int head(final int length, final int accesses, final long time, final long page, final int width) {
        INT.set(block, TraceFormat.LENGTH_OFFSET, length);
        INT.set(block, TraceFormat.COUNT_OFFSET, accesses);
        LONG.set(block, TraceFormat.TIME_OFFSET, time);
        LONG.set(block, TraceFormat.LOWEST_PAGE_OFFSET, page);
        INT.set(block, TraceFormat.PAGE_WIDTH_OFFSET, width);
        checksum.reset();
        checksum.update(block, TraceFormat.LENGTH_OFFSET, TraceFormat.HEAD_BYTES + length - TraceFormat.LENGTH_OFFSET);
        INT.set(block, 0, (int) checksum.getValue());
        return TraceFormat.HEAD_BYTES + length;
    }

    byte[] bytes() {
        return block;
    }

    /** The checksum of the block written last. */
    int checksum() {
        return (int) checksum.getValue();
    }

    private void surveyPages() {
        long lowest = pages[0];
        long highest = pages[0];
        for (int i = 1; i < count; i++) {
            lowest = Math.min(lowest, pages[i]);
            highest = Math.max(highest, pages[i]);
        }
        lowestPage = lowest;
        pageWidth = (Long.SIZE - Long.numberOfLeadingZeros(highest - lowest) + Byte.SIZE - 1) / Byte.SIZE;
    }

    private int encodeAccesses() {
        int at = TraceFormat.HEAD_BYTES;
        long timeNs = timesNs[0];
        long stepNs = 0;
        long page = lowestPage;
        int vcpu = 0;
        int lastChange = 0;
        for (int i = 0; i < count; i++) {
            final int tagAt = at++;
            int tag = changes[i] & TraceFormat.WRITE;
            final long step = timesNs[i] - timeNs;
            timeNs = timesNs[i];
            if (step != 0) {
                tag |= stepCode(step, stepNs);
                at = putStep(tag, at, step);
                stepNs = step;
            }
            tag |= pageCode(pages[i], page);
            at = putPage(tag, at, pages[i], page);
            page = pages[i];
            final int change = changes[i] >>> 1;
            if (change != 0) {
                tag |= bytesCode(change, lastChange);
                at = putBytes(tag, at, change);
                lastChange = change;
            }
            if (vcpus[i] != vcpu) {
                vcpu = vcpus[i];
                tag |= TraceFormat.OTHER_VCPU;
                SHORT.set(block, at, (short) vcpu);
                at += Short.BYTES;
            }
            block[tagAt] = (byte) tag;
        }
        return at;
    }

    private static int stepCode(final long step, final long lastStep) {
        return step == lastStep
                ? TraceFormat.STEP_AGAIN
                : step <= 0xffff ? TraceFormat.STEP_SHORT : TraceFormat.STEP_INT;
    }

    private int putStep(final int tag, final int at, final long step) {
        LONG.set(block, at, step);
        return at + switch (tag & TraceFormat.STEP_MASK) {
            case TraceFormat.STEP_SHORT -> Short.BYTES;
            case TraceFormat.STEP_INT -> Integer.BYTES;
            default -> 0;
        };
    }

    private static int pageCode(final long page, final long before) {
        final long distance = page - before;
        if (distance == 0) {
            return 0;
        }
        return distance == 1
                ? TraceFormat.PAGE_NEXT
                : distance == (byte) distance ? TraceFormat.PAGE_NEAR : TraceFormat.PAGE_FAR;
    }

    private int putPage(final int tag, final int at, final long page, final long before) {
        return switch (tag & TraceFormat.PAGE_MASK) {
            case TraceFormat.PAGE_NEAR -> {
                block[at] = (byte) (page - before);
                yield at + 1;
            }
            case TraceFormat.PAGE_FAR -> {
                LONG.set(block, at, page - lowestPage);
                yield at + pageWidth;
            }
            default -> at;
        };
    }

    private static int bytesCode(final int change, final int lastChange) {
        return change == lastChange
                ? TraceFormat.BYTES_AGAIN
                : change <= 1 << Byte.SIZE ? TraceFormat.BYTES_SMALL : TraceFormat.BYTES_LARGE;
    }

    private int putBytes(final int tag, final int at, final int change) {
        return switch (tag & TraceFormat.BYTES_MASK) {
            case TraceFormat.BYTES_SMALL -> {
                block[at] = (byte) (change - 1);
                yield at + 1;
            }
            case TraceFormat.BYTES_LARGE -> {
                INT.set(block, at, change);
                yield at + TraceFormat.LARGE_BYTES_WIDTH;
            }
            default -> at;
        };
    }
}
