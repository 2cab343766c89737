package io.whimbrel.results.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes a file under a temporary name, forces it to disk and renames it, so that under its name there is the whole
 * file or what was there before. A process killed midway leaves at most a file whose name begins with a dot.
 */
public final class AtomicFile {

    private static final ReentrantLock WRITING = new ReentrantLock();

    private AtomicFile() {}

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes it.
         *
         * @param out where to; must not be closed
         * @throws IOException when it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes or replaces a file.
     *
     * @param target  its name
     * @param content its content
     * @throws UncheckedIOException in one line naming the file, when it cannot be written; nothing is left behind
     */
    public static void write(final Path target, final Content content) {
        WRITING.lock();
        try {
            replace(target, content);
        } finally {
            WRITING.unlock();
        }
    }

    /** Waits for the file being written, and lets no other begin: for a process that is about to end. */
    public static void writeNoMore() {
        WRITING.lock();
    }

    private static void replace(final Path target, final Content content) {
        final Path temporary = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
        try {
            try {
                writeAndForce(temporary, content);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot write " + target + ": " + reason(e), e);
        }
    }

    private static void writeAndForce(final Path file, final Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            content.writeTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    /** A file system's exceptions say what is wrong in their reason, and in their message repeat the file's name. */
    private static String reason(final IOException e) {
        if (e instanceof final FileSystemException f) {
            return f.getReason() == null ? f.getClass().getSimpleName().replace("Exception", "") : f.getReason();
        }
        return e.getMessage();
    }
}
