package io.whimbrel.harness.image;

import java.nio.file.Path;
import java.util.List;

/**
 * Which checkpoints are to be taken, of a guest that runs on.
 *
 * @param files   the images, each the parent of the next
 * @param parent  the image from which the guest goes on, and which is the first one's parent; null for a guest that begins
 * @param kind    how each is taken
 * @param afterNs how long the guest runs before the first
 * @param everyNs how long it runs between one and the next, and after the last
 */
public record CheckpointPlan(List<Path> files, Path parent, CheckpointKind kind, long afterNs, long everyNs) {

    /** Copies the list. */
    public CheckpointPlan {
        files = List.copyOf(files);
    }
}
