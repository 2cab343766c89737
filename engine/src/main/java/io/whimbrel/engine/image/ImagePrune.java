package io.whimbrel.engine.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Drops the oldest images of a chain and keeps the others restorable: the oldest that is kept becomes a full image under
 * its own name and id, and only then are its ancestors deleted, the youngest first. Wherever this is ended, each image
 * that is there can be restored.
 */
public final class ImagePrune {

    private final ImageMerge merge;
    private final Disk disk;

    /** Makes one. */
    public ImagePrune() {
        this(new LocalDisk());
    }

    ImagePrune(final Disk disk) {
        this.disk = disk;
        merge = new ImageMerge(new ImageWriter(disk));
    }

    /**
     * Prunes a chain.
     *
     * @param newest the newest image
     * @param keep   how many to keep, at least 1
     * @return the files deleted
     * @throws ImageException       when the chain cannot be used, or an image beside it needs one that would be dropped
     * @throws UncheckedIOException when an image cannot be written or deleted
     */
    public List<Path> prune(final Path newest, final int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("at least one image must be kept, not " + keep);
        }
        final List<Path> files;
        try (ImagePages chain = ImagePages.open(newest)) {
            files = chain.chain().stream().map(ImageFile::path).toList();
        }
        if (files.size() <= keep) {
            return List.of();
        }
        final List<Path> dropped = files.subList(keep, files.size());
        try {
            requireUnneeded(dropped, files.subList(0, keep));
            merge.merge(files.get(keep - 1), files.get(keep - 1));
            for (final Path file : dropped) {
                disk.delete(file);
            }
            for (final Path directory : directoriesOf(dropped)) {
                disk.forceDirectory(directory);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot prune " + newest + ": " + e.getMessage(), e);
        }
        return dropped;
    }

    /** Looks where the images to be dropped are; what lies elsewhere and needs them, nobody can know. */
    private void requireUnneeded(final List<Path> dropped, final List<Path> kept) throws IOException {
        for (final Path directory : directoriesOf(dropped)) {
            for (final Path file : disk.list(directory)) {
                final Path parent = isOneOf(file, kept) || isOneOf(file, dropped) ? null : parentOf(file);
                if (parent != null && isOneOf(parent, dropped)) {
                    throw new ImageException(file + " needs " + parent + ", which would be dropped; merge it first");
                }
            }
        }
    }

    private static Set<Path> directoriesOf(final List<Path> files) {
        final Set<Path> directories = new LinkedHashSet<>();
        files.forEach(file -> directories.add(file.toAbsolutePath().getParent()));
        return directories;
    }

    private static boolean isOneOf(final Path file, final List<Path> others) throws IOException {
        for (final Path other : others) {
            if (Files.exists(file) && Files.isSameFile(file, other)) {
                return true;
            }
        }
        return false;
    }

    /** The parent of a file that may be anything; null where there is none. */
    private static Path parentOf(final Path file) throws IOException {
        if (!Files.isRegularFile(file) || !ImageFile.looksLikeOne(file)) {
            return null;
        }
        try (ImageFile image = ImageFile.open(file)) {
            return image.manifest().isIncremental() ? Kinship.parentOf(image) : null;
        } catch (final ImageException e) {
            // A damaged image needs nobody any more, and a partial one is its writer's concern.
            return null;
        }
    }
}
