package io.whimbrel.engine.memory;

import org.agrona.UnsafeApi;

/** Looks for bytes that are not zero. */
public final class ZeroBytes {

    private static final int STEP_BYTES = 8 * Long.BYTES;

    private ZeroBytes() {}

    /**
     * Whether bytes are all zero.
     *
     * @param address of the first of them
     * @param bytes   how many, a multiple of 8
     * @return true when none is anything else
     */
    public static boolean at(final long address, final int bytes) {
        final long end = address + bytes;
        long at = address;
        // Most pages that are not zero show it in the first step.
        for (; at <= end - STEP_BYTES; at += STEP_BYTES) {
            if ((UnsafeApi.getLong(at) | UnsafeApi.getLong(at + 8) | UnsafeApi.getLong(at + 16)
                    | UnsafeApi.getLong(at + 24) | UnsafeApi.getLong(at + 32) | UnsafeApi.getLong(at + 40)
                    | UnsafeApi.getLong(at + 48) | UnsafeApi.getLong(at + 56)) != 0) {
                return false;
            }
        }
        for (; at < end; at += Long.BYTES) {
            if (UnsafeApi.getLong(at) != 0) {
                return false;
            }
        }
        return true;
    }
}
