package io.whimbrel.engine.migration;

import io.whimbrel.engine.protocol.GuestForm;

/**
 * What a source has to say of a guest that went as an image.
 *
 * @param form              whose image
 * @param writtenAtNs       the image of the suspended guest was whole here; 0 where none was written
 * @param operationsDropped operations that the guest had executed here, and of which nothing is left: it began anew
 */
public record ImageReport(GuestForm form, long writtenAtNs, long operationsDropped) {}
