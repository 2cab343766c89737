package io.whimbrel.harness.image;

import io.whimbrel.engine.image.ImageManifest;
import io.whimbrel.engine.verify.ReplayVerdict;

/**
 * How a guest was restored.
 *
 * @param manifest    what the image says of itself
 * @param restoredNs  from opening the image until the guest ran
 * @param guestTimeNs when it was stopped, in nanoseconds since it was started
 * @param verdict     the guest at its end, compared with one that was never interrupted
 */
public record Restoration(ImageManifest manifest, long restoredNs, long guestTimeNs, ReplayVerdict verdict) {}
