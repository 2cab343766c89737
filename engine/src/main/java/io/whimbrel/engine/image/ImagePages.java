package io.whimbrel.engine.image;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.snapshot.FullSnapshot;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The pages of a guest at the point that an image holds: each from the newest image of the chain that has it. Every page
 * is checked as it is read. Belongs to one thread at a time.
 */
public final class ImagePages implements PageSource, Closeable {

    private static final int RUN_BYTES = 256 << 10;

    /** The newest first; the last is full. */
    private final List<ImageFile> chain = new ArrayList<>();

    private ImagePages() {}

    /**
     * Opens an image and its ancestors.
     *
     * @param newest the image
     * @return pages, to be closed
     * @throws ImageException                when one of them is missing, damaged or not of the chain, or the chain has no end
     * @throws java.io.UncheckedIOException when one cannot be read
     */
    public static ImagePages open(final Path newest) {
        final ImagePages pages = new ImagePages();
        try {
            pages.chain.add(ImageFile.open(newest));
            while (pages.oldest().manifest().isIncremental()) {
                pages.openParent();
            }
            return pages;
        } catch (final RuntimeException e) {
            pages.close();
            throw e;
        }
    }

    private void openParent() {
        final ImageFile child = oldest();
        final ImageFile parent;
        try {
            parent = ImageFile.open(Kinship.parentOf(child));
        } catch (final ImageException e) {
            throw new ImageException("the parent of " + child.path() + " cannot be used: " + e.getMessage());
        }
        chain.add(parent);
        Kinship.require(child.manifest(), child.path(), parent);
        for (final ImageFile younger : chain.subList(0, chain.size() - 1)) {
            if (younger.manifest().id() == parent.manifest().id()) {
                throw new ImageException(child.path() + ": its parent " + parent.path()
                        + " is its own descendant: the chain has no end");
            }
        }
    }

    private ImageFile oldest() {
        return chain.getLast();
    }

    /**
     * The images, from the newest to the full one at which all began.
     *
     * @return at least one; they are closed with this
     */
    public List<ImageFile> chain() {
        return List.copyOf(chain);
    }

    /**
     * What the newest image says of itself.
     *
     * @return manifest
     */
    public ImageManifest manifest() {
        return chain.getFirst().manifest();
    }

    @Override
    public boolean isZero(final long page) {
        return owner(page).index().kind(page) == Wire.KIND_ZERO;
    }

    private ImageFile owner(final long page) {
        for (int i = 0; i < chain.size() - 1; i++) {
            if (!chain.get(i).index().isAbsent(page)) {
                return chain.get(i);
            }
        }
        return oldest();
    }

    @Override
    public void read(final long page, final long target) {
        final ImageFile owner = owner(page);
        if (owner.index().isStored(page)) {
            owner.read(page, 1, target);
        } else {
            UnsafeApi.setMemory(target, manifest().blockBytes(), (byte) 0);
        }
    }

    /** Reads consecutive pages to where zeroes are. */
    void readOntoZeroes(final long first, final int count, final long target) {
        final int blockBytes = manifest().blockBytes();
        final int maxRun = Math.max(1, RUN_BYTES / blockBytes);
        for (int at = 0; at < count;) {
            final ImageFile owner = owner(first + at);
            final boolean stored = owner.index().isStored(first + at);
            int run = 1;
            while (run < maxRun && at + run < count && owner(first + at + run) == owner
                    && owner.index().isStored(first + at + run) == stored) {
                run++;
            }
            if (stored) {
                owner.read(first + at, run, target + (long) at * blockBytes);
            }
            at += run;
        }
    }

    /**
     * Reads all pages.
     *
     * @param memory fresh: all zero, and of the same shape
     * @throws ImageException                when it is of another shape, or a page is damaged
     * @throws java.io.UncheckedIOException when a page cannot be read
     */
    public void restoreTo(final GuestMemory memory) {
        requireShapeOf(memory);
        final long pages = manifest().geometry().pages();
        for (long page = 0; page < pages; page += ImageLayout.PAGES_PER_FRAME) {
            readOntoZeroes(page, (int) Math.min(ImageLayout.PAGES_PER_FRAME, pages - page),
                    memory.addressOfBlock(page));
        }
    }

    private void requireShapeOf(final GuestMemory memory) {
        final ImageManifest manifest = manifest();
        if (!memory.geometry().equals(manifest.geometry()) || memory.blockBytes() != manifest.blockBytes()) {
            throw new ImageException(chain.getFirst() + ": an image of " + manifest.geometry() + " with "
                    + manifest.blockBytes() + " B a page cannot be restored to a memory of " + memory.geometry()
                    + " with "
                    + memory.blockBytes() + " B a page");
        }
    }

    /**
     * Reads all pages to memory, as a snapshot to which a guest can be {@linkplain
     * io.whimbrel.engine.snapshot.RollBack rolled back}. It may run meanwhile: whatever is wrong with an image is found
     * before anything is done to it.
     *
     * @param guest       the guest
     * @param description what its images say of it: opaque to the engine
     * @return the guest as it was at the point that the newest image holds; the files are not needed for it any more
     * @throws ImageException                when the image is of another guest or shape, or a page is damaged
     * @throws java.io.UncheckedIOException when a page cannot be read
     * @throws io.whimbrel.engine.memory.MemoryUnavailableException when there is no memory for another of its size
     */
    public FullSnapshot asSnapshotOf(final Guest guest, final String description) {
        requireShapeOf(guest.memory());
        final GuestPoint point = manifest().point();
        if (point.vcpus() != guest.vcpus().size() || !point.guest().equals(description)) {
            throw new ImageException(chain.getFirst() + ": an image of '" + point.guest() + "' on " + point.vcpus()
                    + " vCPUs is none of '" + description + "' on " + guest.vcpus().size());
        }
        return FullSnapshot.of(manifest().geometry(), manifest().blockBytes(), point.state(), this::restoreTo);
    }

    /** Closes the files. */
    @Override
    public void close() {
        chain.forEach(ImageFile::close);
    }
}
