package io.whimbrel.workloads.trace;

import io.whimbrel.workloads.random.RandomStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The trace file. All numbers are little-endian and, but for the one signed byte below, unsigned.
 *
 * <pre>
 *  header                                         block, of one to 4096 accesses in the order of time
 *   0  8  magic "WHIMTRAC"                          0  4  CRC32C of all bytes of the block from 4 on
 *   8  4  version, 1                                4  4  length of what follows the 32 bytes of this head
 *  12  4  CRC32C of all bytes from 16 on            8  4  number of accesses
 *  16  4  page size in bytes                       12  8  time of the first access, in nanoseconds
 *  20  4  vCPUs                                    20  8  lowest page
 *  24  8  pages                                    28  4  bytes in which a page's distance from it is written
 *  32  4  length of the description                32  .. accesses
 *  36  .. description in UTF-8
 *
 *  end: a block's head without accesses, whose time is the number of all accesses and whose lowest page is the digest
 *
 *  access: one byte, then as many as it says
 *   bit 0     1 a write
 *   bits 1-2  time   0 as before   1 by the last step again   2 by a step of 2 bytes   3 by a step of 4 bytes
 *   bits 3-4  page   0 as before   1 the next one             2 by a signed byte       3 by the distance from the lowest
 *   bits 5-6  bytes  0 none        1 as the last that were    2 1 byte, less one       3 3 bytes
 *   bit 7     1 another vCPU than before, whose number follows in 2 bytes; after all other fields
 * </pre>
 *
 * <p>A block begins with no step, no bytes, the lowest page and vCPU 0, so that each can be read without the others. A
 * step in time that 4 bytes cannot hold begins a block. The digest is over the checksums of blocks and header: two
 * traces that differ have the same one by a chance of 1 in 2^32.
 */
final class TraceFormat {

    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final long MAGIC = 0x4341_5254_4d49_4857L;
    static final int VERSION = 1;
    static final int VERSION_OFFSET = 8;
    static final int HEADER_CRC_OFFSET = 12;
    static final int PAGE_BYTES_OFFSET = 16;
    static final int VCPUS_OFFSET = 20;
    static final int PAGES_OFFSET = 24;
    static final int DESCRIPTION_LENGTH_OFFSET = 32;
    static final int HEADER_BYTES = 36;

    static final int LENGTH_OFFSET = 4;
    static final int COUNT_OFFSET = 8;
    static final int TIME_OFFSET = 12;
    static final int LOWEST_PAGE_OFFSET = 20;
    static final int PAGE_WIDTH_OFFSET = 28;
    static final int HEAD_BYTES = 32;

    static final int MAX_ACCESSES_PER_BLOCK = 4096;
    static final int MAX_PAGE_WIDTH = 5;
    /** A tag, a step in time, a page, the bytes changed and a virtual CPU. */
    static final int MAX_ACCESS_BYTES = 1 + Integer.BYTES + MAX_PAGE_WIDTH + 3 + Short.BYTES;
    static final int MAX_BLOCK_BYTES = HEAD_BYTES + MAX_ACCESSES_PER_BLOCK * MAX_ACCESS_BYTES;
    /** Fields are written and read as whole longs, which may reach this far beyond the last one. */
    static final int SLACK_BYTES = Long.BYTES;
    static final long MAX_STEP_NS = 0xffff_ffffL;

    static final int WRITE = 1;
    static final int STEP_AGAIN = 1 << 1;
    static final int STEP_SHORT = 2 << 1;
    static final int STEP_INT = 3 << 1;
    static final int STEP_MASK = 3 << 1;
    static final int PAGE_NEXT = 1 << 3;
    static final int PAGE_NEAR = 2 << 3;
    static final int PAGE_FAR = 3 << 3;
    static final int PAGE_MASK = 3 << 3;
    static final int BYTES_AGAIN = 1 << 5;
    static final int BYTES_SMALL = 2 << 5;
    static final int BYTES_LARGE = 3 << 5;
    static final int BYTES_MASK = 3 << 5;
    static final int LARGE_BYTES_WIDTH = 3;
    static final int OTHER_VCPU = 1 << 7;

    private TraceFormat() {}

    /** A word of which only the lowest bytes are set. */
    static long lowBytes(final int bytes) {
        return bytes == 0 ? 0 : -1L >>> Long.SIZE - bytes * Byte.SIZE;
    }

    static long digest(final long digest, final int checksum) {
        return RandomStream.mix(digest) + Integer.toUnsignedLong(checksum);
    }
}
