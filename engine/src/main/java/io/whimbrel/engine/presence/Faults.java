package io.whimbrel.engine.presence;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.NanoClock;

/** The absent pages of a guest, and a port for each vCPU that may touch one. */
public final class Faults {

    private final Presence presence;
    private final List<FaultPort> ports;
    private volatile Thread fetcher;

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
            ports.add(new FaultPort(presence, clock, () -> LockSupport.unpark(fetcher),
                    new ParkedStall(ParkedStall.SPINS), new FaultLog()));
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
     */
    public GuestAccess access(final GuestMemory memory, final int vcpu) {
        final FaultPort port = ports.get(vcpu);
        return memory.versions() == null
                ? new PresentAccess(memory, port)
                : new PresentVersions(memory, port);
    }

    /**
     * Names the thread that fetches pages: a vCPU that stalls wakes it.
     *
     * @param thread the thread; null in virtual time
     */
    public void fetchedBy(final Thread thread) {
        fetcher = thread;
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

    /** Wakes every vCPU whose page is here. By the agent, after it has applied pages. */
    public void wakeThoseServed() {
        VarHandle.fullFence();
        for (int i = 0; i < ports.size(); i++) {
            ports.get(i).wake();
        }
    }
}
