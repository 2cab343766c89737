package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.GuestFactory;
import io.whimbrel.engine.image.ImageStore;
import io.whimbrel.engine.policy.PageEncoding;
import java.util.function.Function;

/**
 * What a destination needs beside the link.
 *
 * @param clockDomain equal on both ends when they read one clock
 * @param pageBytes   the only page size that it accepts; 0 for any
 * @param guests      builds the program that a hello describes
 * @param encodings   resolves the page encoding that a hello names
 * @param host        gives the guest threads
 * @param images      where the images are kept as which guests come; who gives it closes it
 */
public record DestinationSettings(long clockDomain, int pageBytes, GuestFactory guests,
        Function<String, PageEncoding> encodings, GuestHost host, ImageStore images) {

    /**
     * Settings for guests that come page by page.
     *
     * @param clockDomain equal on both ends when they read one clock
     * @param pageBytes   the only page size that it accepts; 0 for any
     * @param guests      builds the program that a hello describes
     * @param encodings   resolves the page encoding that a hello names
     * @param host        gives the guest threads
     */
    public DestinationSettings(final long clockDomain, final int pageBytes, final GuestFactory guests,
            final Function<String, PageEncoding> encodings, final GuestHost host) {
        this(clockDomain, pageBytes, guests, encodings, host, ImageStore.none());
    }
}
