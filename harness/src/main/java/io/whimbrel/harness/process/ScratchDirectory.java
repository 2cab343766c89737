package io.whimbrel.harness.process;

import io.whimbrel.transports.DriverPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A directory for what lives no longer than a run: the media drivers' files, scenarios handed to children. It lies on
 * memory-backed storage where there is such. Its owner holds a lock in it, so that a later run can tell directories
 * whose owner was killed from those in use, and removes them.
 */
public final class ScratchDirectory implements AutoCloseable {

    /** Memory-backed storage, where a machine has it. */
    public static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /** What the names of all such directories begin with. */
    public static final String PREFIX = "whimbrel-";
    private static final String OURS = PREFIX + ProcessHandle.current().pid() + "-";
    private static final String LOCK = "owner.lock";
    private static final int DELETE_ATTEMPTS = 50;

    private final Path path;
    private final FileChannel lockFile;
    private final FileLock lock;

    private ScratchDirectory(final Path path, final FileChannel lockFile, final FileLock lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Where such directories are made.
     *
     * @return memory-backed storage where there is such, else the directory for temporary files
     */
    public static Path usualPlace() {
        return Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)
                ? SHARED_MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /**
     * Makes a directory beside a media driver's, where a run has what lives no longer than it does.
     *
     * @param driver where an end finds its driver; one that is nobody's own has nothing put beside it
     * @return an empty directory
     * @throws UncheckedIOException when it cannot be made
     */
    public static ScratchDirectory beside(final DriverPlace driver) {
        final Path parent = driver.directory().toAbsolutePath().getParent();
        return create(driver.external() || parent == null ? usualPlace() : parent);
    }

    /**
     * Makes a directory, and removes those whose owners are no more.
     *
     * @param place where to make it
     * @return an empty directory
     * @throws UncheckedIOException when it cannot be made
     */
    public static ScratchDirectory create(final Path place) {
        try {
            removeOrphans(place);
            // It gets its name only once it is locked: between the two another process would take it for an orphan.
            final Path nameless = Files.createTempDirectory(place, "." + OURS);
            final FileChannel file = FileChannel.open(nameless.resolve(LOCK), StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            final FileLock lock = file.lock();
            final Path path = place.resolve(nameless.getFileName().toString().substring(1));
            return new ScratchDirectory(Files.move(nameless, path, StandardCopyOption.ATOMIC_MOVE), file, lock);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot make a scratch directory in " + place + ": " + e.getMessage(), e);
        }
    }

    /**
     * Where it is.
     *
     * @return an absolute path
     */
    public Path path() {
        return path.toAbsolutePath();
    }

    /** Removes it and all that is in it. */
    @Override
    public void close() {
        try {
            lock.close();
            lockFile.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(path);
        }
    }

    /**
     * Removes a directory and all that is in it, also while a process that is just ending still adds to it.
     *
     * @param directory may be absent
     */
    public static void delete(final Path directory) {
        IOException last = null;
        for (int attempt = 0; attempt < DELETE_ATTEMPTS && Files.exists(directory); attempt++) {
            try {
                deleteOnce(directory);
            } catch (final IOException e) {
                last = e;
            }
        }
        if (Files.exists(directory)) {
            throw new UncheckedIOException("cannot remove " + directory, last);
        }
    }

    private static void deleteOnce(final Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes)
                    throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(final Path file, final IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(final Path visited, final IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void removeOrphans(final Path place) throws IOException {
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(place, PREFIX + "*")) {
            for (final Path candidate : candidates) {
                // To close a file is to give up every lock that the process has on it, so our own are not looked at.
                if (!candidate.getFileName().toString().startsWith(OURS)
                        && Files.isWritable(candidate.resolve(LOCK)) && isOrphan(candidate.resolve(LOCK))) {
                    delete(candidate);
                }
            }
        }
    }

    private static boolean isOrphan(final Path lock) throws IOException {
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.WRITE); FileLock taken = file.tryLock()) {
            return taken != null;
        } catch (final NoSuchFileException e) {
            // Its owner has just removed it.
            return false;
        }
    }
}
