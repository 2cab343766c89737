package io.whimbrel.workloads.kv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** A copy of a slot outside the guest's memory, in which it is checked and changed. */
final class Slot {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle HALVES = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final int CHECKSUM_OFFSET = TableLayout.META_OFFSET + Integer.BYTES;

    private final byte[] bytes;
    private final CRC32C checksum = new CRC32C();

    Slot(final int slotBytes) {
        bytes = new byte[slotBytes];
    }

    byte[] bytes() {
        return bytes;
    }

    int version() {
        return (int) HALVES.get(bytes, TableLayout.META_OFFSET);
    }

    /** Version and checksum in one word. */
    long meta() {
        return (long) WORDS.get(bytes, TableLayout.META_OFFSET);
    }

    /** Makes the slot that of a key and a version, with the value that it has. */
    void seal(final long key, final int version) {
        WORDS.set(bytes, 0, key + 1);
        HALVES.set(bytes, TableLayout.META_OFFSET, version);
        HALVES.set(bytes, CHECKSUM_OFFSET, compute());
    }

    /** Checks that the slot is one that was sealed for a key. */
    void check(final long key, final long offset) {
        final int found = (int) HALVES.get(bytes, CHECKSUM_OFFSET);
        final int computed = compute();
        HALVES.set(bytes, CHECKSUM_OFFSET, found);
        if (found != computed || (long) WORDS.get(bytes, 0) != key + 1) {
            throw new CorruptedMemoryException(key, offset, "the record of version " + version() + " has checksum "
                    + Integer.toHexString(computed) + ", not " + Integer.toHexString(found));
        }
    }

    private int compute() {
        HALVES.set(bytes, CHECKSUM_OFFSET, 0);
        checksum.reset();
        checksum.update(bytes, 0, bytes.length);
        return (int) checksum.getValue();
    }
}
