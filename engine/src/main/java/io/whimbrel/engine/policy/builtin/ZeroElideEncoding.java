package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.policy.PageEncoding;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/** Sends a page that is all zero as a header alone (heuristics O11), and every other page as it is. */
public final class ZeroElideEncoding implements PageEncoding {

    private static final int STEP_BYTES = 8 * Long.BYTES;

    /** Makes the encoding of one end of a migration. */
    public ZeroElideEncoding() {}

    @Override
    public int encode(final long page, final long pageAddress, final int pageBytes, final MutableDirectBuffer target,
            final int targetOffset, final int targetCapacity) {
        return isZero(pageAddress, pageBytes) ? ZERO : RAW;
    }

    private static boolean isZero(final long address, final int pageBytes) {
        // Pages are a multiple of the step; most that are not zero show it in the first one.
        for (long at = address; at < address + pageBytes; at += STEP_BYTES) {
            if ((UnsafeApi.getLong(at) | UnsafeApi.getLong(at + 8) | UnsafeApi.getLong(at + 16)
                    | UnsafeApi.getLong(at + 24) | UnsafeApi.getLong(at + 32) | UnsafeApi.getLong(at + 40)
                    | UnsafeApi.getLong(at + 48) | UnsafeApi.getLong(at + 56)) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void decode(final long page, final DirectBuffer source, final int offset, final int length,
            final long pageAddress, final int pageBytes) {
        throw new IllegalArgumentException("page " + page + " came encoded although none was agreed");
    }
}
