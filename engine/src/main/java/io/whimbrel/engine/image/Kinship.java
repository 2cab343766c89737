package io.whimbrel.engine.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How an image finds its parent, and whether that is one. */
final class Kinship {

    private Kinship() {}

    /** The name by which an image calls its parent: relative, so that both can be moved together. */
    static String nameOf(final Path image, final Path parent) {
        final Path directory = image.toAbsolutePath().normalize().getParent();
        final Path absolute = parent.toAbsolutePath().normalize();
        try {
            final Path relative = directory.relativize(absolute);
            // Where a directory is a symbolic link, the way up from it is not the way down to it.
            if (Files.isSameFile(directory.resolve(relative), absolute)) {
                return relative.toString().replace('\\', '/');
            }
        } catch (final IllegalArgumentException | IOException e) {
            // There is no way from the one to the other.
            return absolute.toString();
        }
        return absolute.toString();
    }

    /** Where an image's parent is. */
    static Path parentOf(final ImageFile image) {
        return image.path().toAbsolutePath().resolveSibling(image.manifest().parent()).normalize();
    }

    /** Refuses a parent that is another image than the one that was meant, or of another guest. */
    static void require(final ImageManifest child, final Path file, final ImageFile parent) {
        final ImageManifest other = parent.manifest();
        if (other.id() != child.parentId()) {
            throw new ImageException(file + ": its parent " + parent.path() + " has the id "
                    + Long.toHexString(other.id()) + ", and " + Long.toHexString(child.parentId()) + " is wanted");
        }
        if (!other.geometry().equals(child.geometry()) || other.blockBytes() != child.blockBytes()) {
            throw new ImageException(file + ": a memory of " + child.geometry().memoryBytes() + " B in pages of "
                    + child.geometry().pageBytes() + " B cannot have the parent " + parent.path() + ", a memory of "
                    + other.geometry().memoryBytes() + " B in pages of " + other.geometry().pageBytes() + " B");
        }
        if (other.point().vcpus() != child.point().vcpus() || !other.point().guest().equals(child.point().guest())) {
            throw new ImageException(file + ": its parent " + parent.path() + " is of another guest: '"
                    + other.point().guest() + "' on " + other.point().vcpus() + " vCPUs");
        }
    }
}
