package io.whimbrel.engine.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** The few operations on a disk that writing images takes: one seam, so that tests can have any of them be the last. */
interface Disk {

    /** Creates a file that is not there yet, and holds a lock on it until it is closed. */
    Output create(Path file) throws IOException;

    /** Renames a file, replacing what has that name. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file if it is there. */
    void delete(Path file) throws IOException;

    /** Has a directory's names survive a loss of power. */
    void forceDirectory(Path directory) throws IOException;

    /** The files in a directory. */
    List<Path> list(Path directory) throws IOException;

    /** Whether nobody holds the lock on a file that was created by {@link #create}: its writer is dead. */
    boolean isAbandoned(Path file) throws IOException;

    /** A file being written. */
    interface Output extends Closeable {

        /** Writes all that remains in a buffer. */
        void write(ByteBuffer bytes, long offset) throws IOException;

        /** Has what was written survive a loss of power. */
        void force() throws IOException;
    }
}
