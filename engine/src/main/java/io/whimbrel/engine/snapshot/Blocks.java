package io.whimbrel.engine.snapshot;

import org.agrona.UnsafeApi;

/** What memory keeps of a page, by its address: a whole number of words. */
final class Blocks {

    private Blocks() {}

    static boolean same(final long left, final long right, final int bytes) {
        for (int at = 0; at < bytes; at += Long.BYTES) {
            if (UnsafeApi.getLong(left + at) != UnsafeApi.getLong(right + at)) {
                return false;
            }
        }
        return true;
    }

    static boolean isZero(final long address, final int bytes) {
        for (int at = 0; at < bytes; at += Long.BYTES) {
            if (UnsafeApi.getLong(address + at) != 0) {
                return false;
            }
        }
        return true;
    }
}
