package io.whimbrel.engine.presence;

import io.whimbrel.engine.memory.BarrierPractice;
import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageNotes;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.NanoClock;

/** The absent pages of a guest, and a port for each vCPU that may touch one. */
public final class Faults {

    static {
        BarrierPractice.on(memory -> {
            final Faults faults = new Faults(memory.geometry().pages(), 1, System::nanoTime);
            // Waiting is part of it: what is never taken is not compiled, and is learnt anew once it is.
            faults.ports.getFirst().stallBy(new ArrivesAtOnce());
            return faults.access(memory, 0);
        });
    }

    private final Presence presence;
    private final List<FaultPort> ports;
    private volatile Fetcher fetcher = Fetcher.NOBODY;
    private long sharedFaults;

    /**
     * Makes ports for a guest none of whose pages is here.
     *
     * @param pages pages of the guest
     * @param vcpus its vCPUs
     * @param clock the guest's
     */
    public Faults(final long pages, final int vcpus, final NanoClock clock) {
        presence = new Presence(pages);
        ports = new ArrayList<>();
        for (int i = 0; i < vcpus; i++) {
            ports.add(new FaultPort(presence, clock, new ParkedStall(this::fetcher), new FaultLog()));
        }
    }

    Faults(final Presence presence, final List<FaultPort> ports) {
        this.presence = presence;
        this.ports = ports;
    }

    /** From now on absent pages are waited for. Before vCPUs run, by the thread that applies pages. */
    public void begin() {
        presence.begin();
    }

    /**
     * Puts a presence check before the accesses of one vCPU, for as long as pages are absent.
     *
     * @param memory the guest's memory
     * @param vcpu   index of the vCPU
     * @return access that stalls on absent pages
     * @throws io.whimbrel.engine.memory.MemoryUnavailableException when there is none for the vCPU's notes
     */
    public GuestAccess access(final GuestMemory memory, final int vcpu) {
        final FaultPort port = ports.get(vcpu);
        final PageNotes met = new PageNotes(presence.pages());
        return memory.versions() == null
                ? new PresentAccess(memory, port, met)
                : new PresentVersions(memory, port, met);
    }

    /**
     * Takes the presence check out of a vCPU's way again: nothing is absent any more.
     *
     * @param access how the vCPU accesses the memory, or will from its next boundary on
     * @param memory the guest's memory
     * @return how it may from now on
     */
    public static GuestAccess without(final GuestAccess access, final GuestMemory memory) {
        return isChecked(access) ? memory.access() : access;
    }

    /**
     * Whether an access first looks whether its page is here.
     *
     * @param access how a vCPU accesses the memory
     * @return true while pages may be absent
     */
    public static boolean isChecked(final GuestAccess access) {
        return access instanceof PresentAccess || access instanceof PresentVersions;
    }

    /**
     * The page that vCPUs may be waiting for is about to become present, as an answer. By whoever applies it; the times are
     * nanoseconds on this side's clock.
     *
     * @param page       the page
     * @param receivedNs whoever has it had the request
     * @param sentNs     it was handed over
     * @param arrivedNs  it came
     * @param appliedNs  it was copied
     */
    public void answer(final long page, final long receivedNs, final long sentNs, final long arrivedNs,
            final long appliedNs) {
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).wanted() == page) {
                ports.get(i).answer(page, receivedNs, sentNs, arrivedNs, appliedNs);
            }
        }
    }

    /**
     * A page's last byte was written, and vCPUs may be waiting for it. By whoever applies it, who
     * {@linkplain #wakeThoseServed wakes} them then.
     *
     * @param page page number
     */
    public void arrived(final long page) {
        int waiting = 0;
        for (int i = 0; i < ports.size(); i++) {
            waiting += ports.get(i).wanted() == page ? 1 : 0;
        }
        sharedFaults += Math.max(0, waiting - 1);
        presence.arrived(page);
    }

    /**
     * Faults for a page for which another vCPU stood still as well when it came: it was fetched once for all of them. To be
     * asked once every page is here.
     *
     * @return faults, without one for each page
     */
    public long sharedFaults() {
        return sharedFaults;
    }

    /**
     * Says who fetches pages: a vCPU that stands still lends a hand, and wakes him before it sleeps.
     *
     * @param newFetcher whoever does from now on
     */
    public void fetchedBy(final Fetcher newFetcher) {
        fetcher = newFetcher;
    }

    /**
     * Who fetches pages.
     *
     * @return whom a vCPU that stands still may lend a hand; by any thread
     */
    public Fetcher fetcher() {
        return fetcher;
    }

    /**
     * Which pages are here.
     *
     * @return presence
     */
    public Presence presence() {
        return presence;
    }

    /**
     * The vCPUs' ports.
     *
     * @return one for each vCPU, by its index
     */
    public List<FaultPort> ports() {
        return ports;
    }

    /**
     * Whether a vCPU sleeps that stands still for a page, so that it relies on whoever fetches. By any thread.
     *
     * @return false where all that stand still see to their pages themselves
     */
    public boolean isAnybodyAsleep() {
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).isAsleep()) {
                return true;
            }
        }
        return false;
    }

    /** Wakes every vCPU whose page is here. By whoever has applied pages. */
    public void wakeThoseServed() {
        VarHandle.fullFence();
        for (int i = 0; i < ports.size(); i++) {
            ports.get(i).wake();
        }
    }
}
