package io.whimbrel.engine.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A disk that does a number of operations and no more: the process is dead from then on, or the disk is full. What was
 * written and not forced can be taken back afterwards, as a loss of power does; so that nothing need be forced in truth.
 */
final class FragileDisk implements Disk {

    /** The process is no more: nothing of it catches this. */
    static final class Dead extends Error {

        private static final long serialVersionUID = 1L;
    }

    /** Takes one change back. */
    private interface Undo {

        void run() throws IOException;
    }

    private final Disk disk = new LocalDisk();
    private final boolean kills;
    private final List<Output> open = new ArrayList<>();
    private final Deque<Undo> unforcedNames = new ArrayDeque<>();
    private final List<FragileOutput> unforced = new ArrayList<>();
    private int left;
    private boolean over;

    private FragileDisk(final int operations, final boolean kills) {
        left = operations;
        this.kills = kills;
    }

    /** Does whatever it is asked to, and saves the time that a real one takes to force anything. */
    static FragileDisk thatLasts() {
        return new FragileDisk(Integer.MAX_VALUE, true);
    }

    static FragileDisk thatDiesAfter(final int operations) {
        return new FragileDisk(operations, true);
    }

    static FragileDisk thatIsFullAfter(final int operations) {
        return new FragileDisk(operations, false);
    }

    /** Whether the end was reached. */
    boolean isOver() {
        return over;
    }

    /** Lets go of what the dead process held; nothing else of it happens. */
    void bury() throws IOException {
        for (final Output output : open) {
            output.close();
        }
    }

    /** What was not forced is lost: content that was written, and names that were given. */
    void losePower() throws IOException {
        for (final FragileOutput output : unforced) {
            output.tear();
        }
        while (!unforcedNames.isEmpty()) {
            unforcedNames.pop().run();
        }
    }

    /** A write is torn where it ends the process; everything else happens or does not. */
    private boolean isLast() {
        return left == 0;
    }

    private void pass() throws IOException {
        if (left-- <= 0) {
            over = true;
            left = 0;
            if (kills) {
                throw new Dead();
            }
        }
    }

    @Override
    public Output create(final Path file) throws IOException {
        pass();
        final Output output = disk.create(file);
        open.add(output);
        final FragileOutput fragile = new FragileOutput(output, file);
        unforced.add(fragile);
        return fragile;
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        pass();
        final byte[] replaced = Files.exists(to) ? Files.readAllBytes(to) : null;
        disk.rename(from, to);
        unforced.forEach(output -> output.renamed(from, to));
        unforcedNames.push(() -> {
            Files.move(to, from, StandardCopyOption.REPLACE_EXISTING);
            if (replaced != null) {
                Files.write(to, replaced);
            }
        });
    }

    @Override
    public void delete(final Path file) throws IOException {
        pass();
        final byte[] deleted = Files.exists(file) ? Files.readAllBytes(file) : null;
        disk.delete(file);
        if (deleted != null) {
            unforcedNames.push(() -> Files.write(file, deleted));
        }
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        pass();
        unforcedNames.clear();
    }

    @Override
    public List<Path> list(final Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public boolean isAbandoned(final Path file) throws IOException {
        return disk.isAbandoned(file);
    }

    private final class FragileOutput implements Output {

        private final Output output;
        private Path file;
        private boolean forced;

        FragileOutput(final Output output, final Path file) {
            this.output = output;
            this.file = file;
        }

        @Override
        public void write(final ByteBuffer bytes, final long offset) throws IOException {
            if (isLast()) {
                over = true;
                final ByteBuffer half = bytes.duplicate();
                output.write(half.limit(half.position() + half.remaining() / 2), offset);
                if (!kills) {
                    throw new IOException("No space left on device");
                }
            }
            pass();
            forced = false;
            output.write(bytes, offset);
        }

        @Override
        public void force() throws IOException {
            pass();
            forced = true;
        }

        @Override
        public void close() throws IOException {
            pass();
            output.close();
        }

        void renamed(final Path from, final Path to) {
            if (file.equals(from)) {
                file = to;
            }
        }

        /** The file system has kept the length and lost a part of the content. */
        void tear() throws IOException {
            if (!forced && Files.exists(file)) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.allocate((int) Math.min(channel.size(), 512)), 0);
                }
            }
        }
    }
}
