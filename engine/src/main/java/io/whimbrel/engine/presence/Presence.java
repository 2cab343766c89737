package io.whimbrel.engine.presence;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which pages of a guest are here: one byte a page.
 *
 * <p>One thread at a time, the one that applies pages, changes it; any thread may ask. Whoever finds a page present sees the
 * page's bytes: they were written before the tag was (release), and are read after it (acquire, on x86 a plain load).
 *
 * <pre>
 *   tag      0 FRESH                1 PRESENT                      2 STALE
 *            never came: zeroes --> whole, to be accessed -------> what came is out of date
 *                               arrived                  discarded
 *                                   ^------------- arrived ------------'
 *                                 3 TOUCHED
 *                                   and a vCPU has accessed it, or need not be told apart from one that it has
 * </pre>
 *
 * <p>A vCPU that meets a page for the first time makes it TOUCHED, which tells which of the pages that were pushed were
 * of use. That tag is written by vCPUs, and only over PRESENT; the applying thread no longer
 * writes a present page's tag once vCPUs run.
 */
public final class Presence {

    private static final VarHandle TAG = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final byte FRESH = 0;
    private static final byte PRESENT = 1;
    private static final byte STALE = 2;
    private static final byte TOUCHED = 3;
    /** What PRESENT and TOUCHED have and the others have not. */
    private static final int HERE = 1;

    private final byte[] tags;
    private long presentPages;
    private long earlyPages;

    /**
     * Begins with no page present.
     *
     * @param pages pages of the guest
     * @throws IllegalArgumentException when they are more than presence can be kept of
     */
    public Presence(final long pages) {
        if (pages > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a guest of " + pages + " pages has more than presence is kept of, "
                    + (Integer.MAX_VALUE - 8) + "; use larger pages");
        }
        tags = new byte[(int) pages];
    }

    /**
     * Whether a page may be accessed.
     *
     * @param page page number
     * @return true when its bytes are here, and visible to the caller
     * @throws IndexOutOfBoundsException when there is no such page
     */
    public boolean isPresent(final long page) {
        return isHere((byte) TAG.getAcquire(tags, index(page)));
    }

    private static boolean isHere(final byte tag) {
        return (tag & HERE) != 0;
    }

    /** A vCPU accesses a page that is present. */
    void touch(final long page) {
        // Released like PRESENT: whoever finds this tag must see the page's bytes as well.
        TAG.setRelease(tags, index(page), TOUCHED);
    }

    /** Presence is about to be checked: pages that are here already are no concern of it. By the applying thread. */
    void begin() {
        for (int i = 0; i < tags.length; i++) {
            if (tags[i] == PRESENT) {
                tags[i] = TOUCHED;
            }
        }
        earlyPages = presentPages;
    }

    /**
     * Pages that were absent when vCPUs began to run, and that these accessed while presence was checked. To be asked once
     * it is checked no more.
     *
     * @return pages
     */
    public long touchedPages() {
        long touched = 0;
        for (final byte tag : tags) {
            touched += tag == TOUCHED ? 1 : 0;
        }
        return touched - earlyPages;
    }

    private static int index(final long page) {
        // A page number that is no int must not be taken for one that is: -1 is out of bounds wherever it is used.
        return page == (int) page ? (int) page : -1;
    }

    /**
     * A page's last byte was written. By the applying thread.
     *
     * @param page page number
     */
    public void arrived(final long page) {
        if (!isHere(tags[index(page)])) {
            presentPages++;
            TAG.setRelease(tags, index(page), PRESENT);
        }
    }

    /**
     * What came of a page is out of date. By the applying thread, while the guest is not run here.
     *
     * @param page page number
     */
    public void discard(final long page) {
        if (isHere(tags[index(page)])) {
            presentPages--;
            tags[index(page)] = STALE;
        }
    }

    /**
     * Whether nothing ever came of a page, so that its memory is zero. To be asked by the applying thread.
     *
     * @param page page number
     * @return true for a page that was never present
     */
    public boolean isFresh(final long page) {
        return tags[index(page)] == FRESH;
    }

    /**
     * Pages that are absent. To be asked by the applying thread.
     *
     * @return pages
     */
    public long absentPages() {
        return tags.length - presentPages;
    }

    /**
     * How many pages the guest has.
     *
     * @return pages, present or not
     */
    public long pages() {
        return tags.length;
    }
}
