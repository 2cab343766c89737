package io.whimbrel.engine.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that comes into being whole or not at all: written under a temporary name beside its own, forced to disk,
 * renamed, and the rename forced too. Whatever happens before the rename, what had the name keeps it.
 *
 * <p>A writer that is killed leaves its temporary file behind, and with its death gives up the lock on it, by which the
 * next writer of the same name knows and deletes it.
 */
final class NewImageFile implements Closeable {

    private static final String SUFFIX = ".partial";

    private final Disk disk;
    private final Path target;
    private final Path temporary;
    private final Disk.Output output;
    private boolean committed;

    NewImageFile(final Path target, final Disk disk) throws IOException {
        this.disk = disk;
        this.target = target.toAbsolutePath();
        deleteAbandoned();
        temporary = this.target.resolveSibling(prefix() + Long.toHexString(ThreadLocalRandom.current().nextLong())
                + SUFFIX);
        output = disk.create(temporary);
    }

    private String prefix() {
        return "." + target.getFileName() + ".";
    }

    private void deleteAbandoned() throws IOException {
        for (final Path file : disk.list(target.getParent())) {
            final String name = file.getFileName().toString();
            if (name.startsWith(prefix()) && name.substring(prefix().length()).matches("[0-9a-f]{1,16}\\.partial")
                    && disk.isAbandoned(file)) {
                disk.delete(file);
            }
        }
    }

    void write(final ByteBuffer bytes, final long offset) throws IOException {
        output.write(bytes, offset);
    }

    /** Has what was written so far survive a loss of power. */
    void force() throws IOException {
        output.force();
    }

    /** Gives the file its name. When this returns, it keeps it whatever happens to the machine. */
    void commit() throws IOException {
        output.force();
        output.close();
        disk.rename(temporary, target);
        committed = true;
        disk.forceDirectory(target.getParent());
    }

    /** Leaves nothing behind if it was not committed. */
    @Override
    public void close() throws IOException {
        if (!committed) {
            output.close();
            disk.delete(temporary);
        }
    }
}
