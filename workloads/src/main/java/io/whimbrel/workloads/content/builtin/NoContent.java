package io.whimbrel.workloads.content.builtin;

import io.whimbrel.workloads.content.ContentModel;
import io.whimbrel.workloads.random.RandomStream;
import java.util.Arrays;

/**
 * No content: of each page only the version is kept.
 *
 * @param zeroShare share of the pages that are zero at first
 */
record NoContent(double zeroShare) implements ContentModel {

    @Override
    public boolean isKept() {
        return false;
    }

    @Override
    public int writeBytes() {
        return Long.BYTES;
    }

    @Override
    public double silentShare() {
        return 0;
    }

    @Override
    public void change(final byte[] bytes, final int index, final int length, final RandomStream random) {
        throw new UnsupportedOperationException("there is no content to change");
    }

    @Override
    public boolean fill(final byte[] bytes, final int index, final int length, final RandomStream random) {
        final boolean zero = zeroShare > 0 && random.nextDouble() < zeroShare;
        Arrays.fill(bytes, index, index + length, (byte) (zero ? 0 : 1));
        return !zero;
    }
}
