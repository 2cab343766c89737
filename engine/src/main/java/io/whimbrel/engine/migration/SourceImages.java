package io.whimbrel.engine.migration;

import io.whimbrel.engine.image.ImageStore;
import io.whimbrel.engine.memory.GuestMemory;
import java.util.function.Supplier;

/**
 * What a source needs beside the guest where that moves as an image.
 *
 * @param store     where the image of a suspended guest is kept; who gives it closes it
 * @param bootImage gives what the guest's memory held before its first operation, asked for only if that is to be sent;
 *                  who gives it closes it
 */
public record SourceImages(ImageStore store, Supplier<GuestMemory> bootImage) {

    /**
     * For a guest that moves page by page.
     *
     * @return no images
     */
    public static SourceImages none() {
        return new SourceImages(ImageStore.none(), () -> {
            throw new IllegalArgumentException("there is no image here that the guest was started from");
        });
    }
}
