package io.whimbrel.harness.predict;

import io.whimbrel.engine.protocol.Wire;

/** What a page costs on this project's own wire beside its bytes. */
public final class WireCost {

    /** The longest frame of the built-in transports where no wire limits it. */
    private static final int FRAME_BYTES = 65_472;
    private static final int ENTRIES_BYTES = FRAME_BYTES - Wire.BATCH_HEADER_LENGTH;

    private WireCost() {}

    /**
     * The headers of a page: its entry's, and its share of the header of the frame, which holds as many whole pages as
     * fit. A page too long for that takes part of several frames, and an entry in each.
     *
     * @param pageBytes length of a page in bytes
     * @return bytes, fractional: 16 of the entry and 48 / 15 of the frame for a page of 4 KiB
     */
    public static double headerBytes(final int pageBytes) {
        final int pagesPerFrame = ENTRIES_BYTES / Wire.entryLength(pageBytes);
        if (pagesPerFrame > 0) {
            return Wire.ENTRY_HEADER_LENGTH + (double) Wire.BATCH_HEADER_LENGTH / pagesPerFrame;
        }
        final double frames = (double) pageBytes / (ENTRIES_BYTES - Wire.ENTRY_HEADER_LENGTH);
        return frames * (Wire.ENTRY_HEADER_LENGTH + Wire.BATCH_HEADER_LENGTH);
    }
}
