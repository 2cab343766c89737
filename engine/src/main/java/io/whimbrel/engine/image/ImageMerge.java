package io.whimbrel.engine.image;

import java.nio.file.Path;

/**
 * Folds chains. The image that comes of it has the id of the newest of its chain, since it holds the same point in the
 * guest's life, and so can take its place under images that have it as parent.
 */
public final class ImageMerge {

    private final ImageWriter writer;

    /** Makes one. */
    public ImageMerge() {
        this(new ImageWriter());
    }

    ImageMerge(final ImageWriter writer) {
        this.writer = writer;
    }

    /**
     * Writes what an image and its ancestors hold as one full image. They stay as they are, unless one of them is the
     * target, which is replaced once the new image is whole.
     *
     * @param newest the image
     * @param target the full image to be
     * @return what it says of itself
     * @throws ImageException                when the chain cannot be used
     * @throws java.io.UncheckedIOException when the image cannot be written; nothing is left behind
     */
    public ImageManifest merge(final Path newest, final Path target) {
        try (ImagePages chain = ImagePages.open(newest)) {
            return writer.write(target, chain.manifest().id(), chain.manifest().point(), new ChainContent(chain));
        }
    }
}
