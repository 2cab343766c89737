package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.GuestFactory;
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
 */
public record DestinationSettings(long clockDomain, int pageBytes, GuestFactory guests,
        Function<String, PageEncoding> encodings, GuestHost host) {}
