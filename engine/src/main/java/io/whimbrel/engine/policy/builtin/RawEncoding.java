package io.whimbrel.engine.policy.builtin;

import io.whimbrel.engine.policy.PageEncoding;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Sends every page as it is. */
public final class RawEncoding implements PageEncoding {

    /** Makes the encoding of one end of a migration. */
    public RawEncoding() {}

    @Override
    public int encode(final long page, final long pageAddress, final int pageBytes, final MutableDirectBuffer target,
            final int targetOffset, final int targetCapacity) {
        return RAW;
    }

    @Override
    public void decode(final long page, final DirectBuffer source, final int offset, final int length,
            final long pageAddress, final int pageBytes) {
        throw new IllegalArgumentException("page " + page + " came encoded although none was agreed");
    }
}
