package io.whimbrel.harness.image;

import java.nio.file.Path;

/**
 * How a guest is to be restored whose pages come while it runs.
 *
 * @param image    the image
 * @param forNs    how long the guest is to run
 * @param prefetch reference to the prefetcher
 * @param record   where to write what the guest had to wait for; null for nowhere
 */
public record LazyPlan(Path image, long forNs, String prefetch, Path record) {}
