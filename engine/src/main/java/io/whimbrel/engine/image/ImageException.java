package io.whimbrel.engine.image;

import java.nio.file.Path;

/** An image cannot be used. The message is one line: the file, the byte at which it goes wrong, and how. */
public final class ImageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message one line for whoever gave the image
     */
    public ImageException(final String message) {
        super(message);
    }

    static ImageException at(final Path file, final long offset, final String reason) {
        return new ImageException(file + ": byte " + offset + ": " + reason);
    }
}
