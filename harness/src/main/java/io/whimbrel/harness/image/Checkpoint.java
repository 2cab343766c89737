package io.whimbrel.harness.image;

import io.whimbrel.engine.image.ImageManifest;
import io.whimbrel.engine.verify.ReplayVerdict;
import java.nio.file.Path;

/**
 * A checkpoint that was taken.
 *
 * @param file     the image
 * @param manifest what it says of itself
 * @param pauseNs  for how long the guest stood still for it
 * @param writeNs  from the pause's beginning until the image was whole and on disk
 * @param verdict  what comes of it when it is restored, compared with a guest that has done the same
 */
public record Checkpoint(Path file, ImageManifest manifest, long pauseNs, long writeNs, ReplayVerdict verdict) {}
