package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.memory.ZeroBytes;
import io.whimbrel.engine.policy.PageEncoding;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Sends a page that is all zero as a header alone (heuristics O11), and every other page as it is. */
public final class ZeroElideEncoding implements PageEncoding {

    /** Makes the encoding of one end of a migration. */
    public ZeroElideEncoding() {}

    @Override
    public int encode(final long page, final long pageAddress, final int pageBytes, final MutableDirectBuffer target,
            final int targetOffset, final int targetCapacity) {
        return ZeroBytes.at(pageAddress, pageBytes) ? ZERO : RAW;
    }

    @Override
    public void decode(final long page, final DirectBuffer source, final int offset, final int length,
            final long pageAddress, final int pageBytes) {
        throw new IllegalArgumentException("page " + page + " came encoded although none was agreed");
    }
}
