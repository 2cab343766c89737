package io.whimbrel.engine.image;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.HierarchicalBitmap;
import io.whimbrel.engine.memory.PageSet;
import io.whimbrel.engine.policy.CheckedPrefetcher;
import io.whimbrel.engine.policy.Prefetcher;
import io.whimbrel.engine.presence.FaultPort;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.presence.FetchDuty;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Brings the pages of an image to a guest that runs already: at once those for which a vCPU stands still, and in between
 * those that a {@link Prefetcher} chooses. A page leaves the set of those to be read when it is taken, so each is read
 * once, and a page becomes present after its bytes were checked, so no vCPU ever sees one that is damaged.
 *
 * <p>An agent of the guest's machine; whoever drives it also looks for its {@link #failure}. A vCPU that stands still reads
 * its page itself where the agent is not at it: one thread reads at a time. At the first page that
 * cannot be had it stops for good: a vCPU that stands still then does so until its thread is ended, and the guest must
 * not be let run any further.
 */
public final class LazyRestore implements Agent {

    private final PageSource source;
    private final FetchDuty duty = new Hands();
    private final Guest guest;
    private final GuestMemory memory;
    private final Faults faults;
    private final List<FaultPort> ports;
    private final Prefetcher prefetcher;
    private final FaultListener listener;
    private final NanoClock clock;
    private final HierarchicalBitmap absent;
    /** For what each vCPU stood still when it was last looked. */
    private final long[] wanted;
    private volatile boolean restWanted;
    private volatile boolean done;
    private volatile RuntimeException failure;

    private long demandedPages;
    private long prefetchedPages;
    private long restPages;
    private long zeroPages;
    private long completedAtNs;

    /**
     * Prepares.
     *
     * @param source     the pages
     * @param guest      paused, {@linkplain Guest#arriving without its pages}: its memory is all zero
     * @param prefetcher chooses what is read when nobody stands still
     * @param listener   is told what somebody stood still for
     * @param clock      of the guest's machine
     */
    public LazyRestore(final PageSource source, final Guest guest, final Prefetcher prefetcher,
            final FaultListener listener, final NanoClock clock) {
        this.source = source;
        this.guest = guest;
        this.prefetcher = new CheckedPrefetcher(prefetcher);
        this.listener = listener;
        this.clock = clock;
        memory = guest.memory();
        faults = guest.faults();
        ports = faults.ports();
        absent = new HierarchicalBitmap(memory.geometry().pages());
        absent.addAll();
        wanted = new long[ports.size()];
    }

    /**
     * From now on the guest's accesses wait for pages. It is paused, has its execution state and its time, and this is not
     * driven yet.
     *
     * @throws IllegalArgumentException when the prefetcher is for another guest
     */
    public void begin() {
        prefetcher.requirePages(absent.pages());
        prefetcher.at(guestTimeNs());
        faults.begin();
        faults.fetchedBy(duty);
        guest.accessBy(vcpu -> faults.access(memory, vcpu));
    }

    private long guestTimeNs() {
        return clock.nanoTime() - guest.startNs();
    }

    @Override
    public void onStart() {
        duty.start();
    }

    /** To be called after the last duty cycle and before the image is closed: from here on no vCPU reads a page. */
    @Override
    public void onClose() {
        duty.close();
    }

    /** As {@link Agent}; waits for no more than the page that a vCPU may be reading just now. */
    @Override
    public int doWork() {
        duty.begin();
        try {
            return cycle();
        } finally {
            duty.end();
        }
    }

    private int cycle() {
        if (done || failure != null) {
            return 0;
        }
        try {
            int pages = bringDemanded();
            if (pages == 0) {
                pages = bringAhead();
            }
            if (absent.isEmpty()) {
                complete();
            }
            return pages;
        } catch (final RuntimeException e) {
            // For whoever controls the guest, who has to stop it.
            failure = e;
            return 0;
        }
    }

    private int bringDemanded() {
        if (!look()) {
            return 0;
        }
        final long noticedNs = clock.nanoTime();
        int pages = 0;
        for (int i = 0; i < wanted.length; i++) {
            // Two vCPUs may want the same page.
            if (wanted[i] != PageSet.NONE && absent.remove(wanted[i])) {
                bringDemanded(i, wanted[i], noticedNs);
                pages++;
            }
        }
        return pages;
    }

    /** Reads a page for which vCPUs stand still, unless it was read meanwhile. */
    private void bring(final long page) {
        final long noticedNs = clock.nanoTime();
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).wanted() == page && absent.remove(page)) {
                bringDemanded(i, page, noticedNs);
            }
        }
        if (absent.isEmpty()) {
            duty.rouse();
        }
    }

    /** Whether a vCPU stands still for a page that nobody has read. */
    private boolean look() {
        boolean found = false;
        for (int i = 0; i < wanted.length; i++) {
            final long page = ports.get(i).wanted();
            wanted[i] = page != PageSet.NONE && absent.contains(page) ? page : PageSet.NONE;
            found |= wanted[i] != PageSet.NONE;
        }
        return found;
    }

    private void bringDemanded(final int vcpu, final long page, final long noticedNs) {
        final long beganNs = clock.nanoTime();
        prefetcher.demanded(page);
        listener.faulted(beganNs - guest.startNs(), vcpu, page);
        read(page);
        final long readNs = clock.nanoTime();
        faults.answer(page, noticedNs, beganNs, readNs, readNs);
        arrived(page);
        demandedPages++;
    }

    /** One page, and then it is looked again whether somebody waits. */
    private int bringAhead() {
        final boolean rest = restWanted;
        final long page = rest ? absent.next(0) : nextChosen();
        if (page == PageSet.NONE) {
            return 0;
        }
        absent.remove(page);
        read(page);
        tellWhoWaits(page);
        arrived(page);
        restPages += rest ? 1 : 0;
        prefetchedPages += rest ? 0 : 1;
        return 1;
    }

    /** A vCPU may have come to want the page while it was read: it is too late all the same. */
    private void tellWhoWaits(final long page) {
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).wanted() == page) {
                listener.faulted(guestTimeNs(), i, page);
                return;
            }
        }
    }

    private long nextChosen() {
        prefetcher.at(guestTimeNs());
        return prefetcher.next(absent);
    }

    private void read(final long page) {
        // The guest's memory is fresh, and so zero already.
        if (source.isZero(page)) {
            zeroPages++;
        } else {
            source.read(page, memory.addressOfBlock(page));
        }
    }

    private void arrived(final long page) {
        faults.arrived(page);
        faults.wakeThoseServed();
    }

    private void complete() {
        completedAtNs = clock.nanoTime();
        guest.accessBy(vcpu -> Faults.without(guest.access(vcpu), memory));
        done = true;
    }

    /** Leaves nothing more to the prefetcher: what is still absent is read at once, by rising address. By any thread. */
    public void readRest() {
        restWanted = true;
    }

    /**
     * Whether every page is there. By any thread, to which all that was done is then visible.
     *
     * @return true when nothing is left to do
     */
    public boolean isDone() {
        return done;
    }

    /**
     * Why no page comes any more. By any thread.
     *
     * @return null as long as they do
     */
    public RuntimeException failure() {
        return failure;
    }

    /**
     * How the pages came.
     *
     * @return figures, complete once this {@link #isDone()}
     */
    public LazyReport report() {
        return new LazyReport(demandedPages, prefetchedPages, restPages, zeroPages, completedAtNs);
    }

    /** Has whoever stands still read his page, on his own thread. */
    private final class Hands extends FetchDuty {

        @Override
        protected void help(final long page) {
            if (failure == null) {
                bring(page);
            }
        }

        @Override
        protected void failed(final RuntimeException cause) {
            failure = cause;
        }
    }

    @Override
    public String roleName() {
        return "lazy-restore";
    }
}
