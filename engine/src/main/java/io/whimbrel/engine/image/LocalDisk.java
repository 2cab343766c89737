package io.whimbrel.engine.image;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** This machine's file systems. */
final class LocalDisk implements Disk {

    @Override
    public Output create(final Path file) throws IOException {
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // A process that is told to end leaves nothing behind, unless it is killed.
        file.toFile().deleteOnExit();
        try {
            channel.lock();
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
        return new ChannelOutput(channel);
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(final Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        // Windows opens no directories; its file system keeps renames in a journal.
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public List<Path> list(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Override
    public boolean isAbandoned(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (final OverlappingFileLockException e) {
            return false;
        } catch (final NoSuchFileException e) {
            // Its writer has finished meanwhile.
            return false;
        }
    }

    /** The lock goes with the channel. */
    private record ChannelOutput(FileChannel channel) implements Output {

        @Override
        public void write(final ByteBuffer bytes, final long offset) throws IOException {
            long at = offset;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
