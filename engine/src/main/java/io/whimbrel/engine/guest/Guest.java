package io.whimbrel.engine.guest;

import io.whimbrel.engine.memory.GuestAccess;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.tracking.DirtyTracker;
import io.whimbrel.engine.tracking.WriteBarrier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.NanoClock;

/**
 * What is migrated: memory, and the virtual CPUs with their execution state. A new guest is paused.
 *
 * <p>One controller thread pauses, resumes, throttles, saves and loads; each vCPU runs in a thread of its own, or all
 * of them and the controller in one thread in virtual time. State may be saved and loaded only while paused.
 *
 * <pre>
 *   execution state (machine's byte order)
 *   +--------+   per vCPU: +-------------------+--------+--------------------+
 *   | vCPUs  |             | last completed ns | length | the program's state|
 *   | int    |             | long              | int    | length bytes       |
 *   +--------+             +-------------------+--------+--------------------+
 * </pre>
 */
public final class Guest {

    /** The longest execution state that a migration can carry, in bytes: it travels in one control message. */
    public static final int MAX_STATE_LENGTH = 7 << 10;

    private final GuestMemory memory;
    private final GuestTime time = new GuestTime();
    private final OperationPhases phases = new OperationPhases();
    private final NanoClock clock;
    /** Null where all pages are here from the beginning. */
    private final Faults faults;
    private final List<Vcpu> vcpus = new ArrayList<>();
    private boolean paused = true;

    private Guest(final GuestMemory memory, final GuestProgram program, final NanoClock clock,
            final Faults faults, final IntFunction<WriteBarrier> barriers,
            final Function<WriteBarrier, GuestAccess> accesses) {
        this.memory = memory;
        this.clock = clock;
        this.faults = faults;
        requireStateFits(program);
        for (int i = 0; i < program.vcpus(); i++) {
            final WriteBarrier barrier = barriers.apply(i);
            vcpus.add(new Vcpu(i, program.vcpu(i), accesses.apply(barrier), barrier, time, clock, phases));
        }
        vcpus.forEach(vcpu -> vcpu.gate().requestPause());
    }

    private static GuestAccess tracked(final GuestMemory memory, final WriteBarrier barrier) {
        return memory.versions() == null ? new TrackedAccess(memory, barrier) : new TrackedVersions(memory, barrier);
    }

    private static void requireStateFits(final GuestProgram program) {
        final long length = Integer.BYTES
                + (long) program.vcpus() * (Long.BYTES + Integer.BYTES + program.vcpu(0).stateLength());
        if (length > MAX_STATE_LENGTH) {
            throw new IllegalArgumentException("the execution state of " + program.vcpus() + " vCPUs is " + length
                    + " B, more than the " + MAX_STATE_LENGTH + " B that a migration carries; use fewer vCPUs");
        }
    }

    /**
     * A guest whose writes are tracked.
     *
     * @param memory  its memory
     * @param program what it runs
     * @param tracker marks what is written
     * @param clock   real or virtual time
     * @return a paused guest at its first operation
     */
    public static Guest tracked(final GuestMemory memory, final GuestProgram program, final DirtyTracker tracker,
            final NanoClock clock) {
        return new Guest(memory, program, clock, null, tracker::barrier, barrier -> tracked(memory, barrier));
    }

    /**
     * A guest whose writes nobody watches.
     *
     * @param memory  its memory
     * @param program what it runs
     * @param clock   real or virtual time
     * @return a paused guest at its first operation
     */
    public static Guest untracked(final GuestMemory memory, final GuestProgram program, final NanoClock clock) {
        return new Guest(memory, program, clock, null, vcpu -> WriteBarrier.NONE, barrier -> memory.access());
    }

    /**
     * A guest whose pages come from elsewhere. It accesses its memory bare until it is told {@linkplain #accessBy
     * otherwise}.
     *
     * @param memory  its memory
     * @param program what it runs
     * @param faults  its absent pages
     * @param clock   real or virtual time
     * @return a paused guest at its first operation
     */
    public static Guest arriving(final GuestMemory memory, final GuestProgram program, final Faults faults,
            final NanoClock clock) {
        return new Guest(memory, program, clock, faults, vcpu -> WriteBarrier.NONE, barrier -> memory.access());
    }

    /** Starts the guest: its time is zero now. */
    public void start() {
        time.startedAt(clock.nanoTime());
        resume();
    }

    /**
     * Has every vCPU access the memory in another way: through presence, through a copy-on-write barrier, or bare. Takes
     * effect before its next operation; a paused guest has it before it runs again.
     *
     * @param accesses gives the access of the vCPU with an index
     */
    public void accessBy(final IntFunction<GuestAccess> accesses) {
        for (int i = 0; i < vcpus.size(); i++) {
            vcpus.get(i).access().replace(accesses.apply(i));
        }
    }

    /**
     * How a vCPU accesses the memory, or will before its next operation.
     *
     * @param vcpu index from 0
     * @return its access
     */
    public GuestAccess access(final int vcpu) {
        return vcpus.get(vcpu).access().wanted();
    }

    /**
     * Whether every vCPU is done with the accesses that it had before {@link #accessBy}: they may then be dismantled.
     *
     * @return true when each has passed an operation boundary since, or the guest is paused
     */
    public boolean hasTakenUpAccess() {
        for (int i = 0; i < vcpus.size(); i++) {
            if (!vcpus.get(i).access().isTakenUp()) {
                return isPaused();
            }
        }
        return true;
    }

    /** Asks every vCPU to stop at its next operation boundary. */
    public void requestPause() {
        if (!paused) {
            paused = true;
            vcpus.forEach(vcpu -> vcpu.gate().requestPause());
            wake();
        }
    }

    /**
     * Whether it has been asked to pause, and not to resume since.
     *
     * @return true of a new guest too
     */
    public boolean isAskedToPause() {
        return paused;
    }

    /**
     * Whether every vCPU has stopped. What they have written is then visible to the caller.
     *
     * @return true when none runs, and none will until {@link #resume()}
     */
    public boolean isPaused() {
        if (!paused) {
            return false;
        }
        for (int i = 0; i < vcpus.size(); i++) {
            if (!vcpus.get(i).gate().isPaused()) {
                return false;
            }
        }
        return true;
    }

    /** Lets every vCPU run on. */
    public void resume() {
        if (paused) {
            paused = false;
            vcpus.forEach(vcpu -> vcpu.gate().resume());
            wake();
        }
    }

    /** Ends the idling of the vCPUs' threads: somebody waits for an operation boundary. */
    public void wake() {
        for (int i = 0; i < vcpus.size(); i++) {
            vcpus.get(i).wake();
        }
    }

    /**
     * Slows every vCPU down.
     *
     * @param share share of the time that it must not run, 0 to 0.99
     */
    public void throttle(final double share) {
        if (!(share >= 0 && share <= 0.99)) {
            throw new IllegalArgumentException("throttle must be from 0 to 0.99, not " + share);
        }
        vcpus.forEach(vcpu -> vcpu.throttle(share));
    }

    /**
     * The length of the execution state.
     *
     * @return bytes
     */
    public int stateLength() {
        int length = Integer.BYTES;
        for (final Vcpu vcpu : vcpus) {
            length += Long.BYTES + Integer.BYTES + vcpu.program().stateLength();
        }
        return length;
    }

    /**
     * Writes the execution state.
     *
     * @param buffer where to write
     * @param offset first byte
     */
    public void saveState(final MutableDirectBuffer buffer, final int offset) {
        buffer.putInt(offset, vcpus.size());
        int at = offset + Integer.BYTES;
        for (final Vcpu vcpu : vcpus) {
            final int length = vcpu.program().stateLength();
            buffer.putLong(at, vcpu.log().lastCompletedNs());
            buffer.putInt(at + Long.BYTES, length);
            at += Long.BYTES + Integer.BYTES;
            vcpu.program().saveState(buffer, at);
            at += length;
        }
    }

    /**
     * Takes over an execution state that was saved elsewhere.
     *
     * @param buffer where to read
     * @param offset first byte
     * @param length its length
     * @throws IllegalArgumentException when it is not the state of such a guest
     */
    public void loadState(final DirectBuffer buffer, final int offset, final int length) {
        if (length != stateLength() || buffer.getInt(offset) != vcpus.size()) {
            throw new IllegalArgumentException("the execution state does not belong to this guest");
        }
        int at = offset + Integer.BYTES;
        for (final Vcpu vcpu : vcpus) {
            if (buffer.getInt(at + Long.BYTES) != vcpu.program().stateLength()) {
                throw new IllegalArgumentException("the execution state does not belong to this guest");
            }
            vcpu.log().resumeAfter(buffer.getLong(at));
            at += Long.BYTES + Integer.BYTES;
            vcpu.program().loadState(buffer, at);
            at += vcpu.program().stateLength();
        }
    }

    /**
     * When each vCPU has completed its last operation.
     *
     * @return nanoseconds since the guest was started; 0 for a vCPU that has completed none
     */
    public long[] lastCompletedNs() {
        return vcpus.stream().mapToLong(vcpu -> vcpu.log().lastCompletedNs()).toArray();
    }

    /**
     * Starts the guest at its first operation, in the place of one that was stopped elsewhere: guest time is zero now, but
     * what its clients waited meanwhile is theirs to feel.
     *
     * @param nowNs              nanoseconds on this guest's clock
     * @param guestTimeNs        what time it would be for the one that was stopped
     * @param lastCompletedNs    when, in that one's time, each vCPU completed its last operation
     * @param duringFromNs       when, in that one's time, the migration began
     */
    public void startInPlaceOf(final long nowNs, final long guestTimeNs, final long[] lastCompletedNs,
            final long duringFromNs) {
        time.startedAt(nowNs);
        phases.duringFrom(duringFromNs - guestTimeNs);
        for (int i = 0; i < lastCompletedNs.length; i++) {
            vcpus.get(i).log().resumeAfter(lastCompletedNs[i] - guestTimeNs);
        }
    }

    /**
     * Ends the measurement of a guest that is paused and will not run again: a gap or a due operation that is still open
     * counts with the length that it has reached.
     *
     * @return how far behind its intended starts the guest was left, over all vCPUs the longest, in nanoseconds
     */
    public long endMeasurement() {
        final long nowNs = timeNs();
        long backlogNs = 0;
        for (final Vcpu vcpu : vcpus) {
            final long nextStartNs = vcpu.program().nextStartNs();
            vcpu.log().end(nextStartNs, nowNs);
            backlogNs = Math.max(backlogNs, nowNs - nextStartNs);
        }
        return backlogNs;
    }

    /**
     * When the guest was started, wherever that was.
     *
     * @return nanoseconds on this guest's clock
     */
    public long startNs() {
        return time.startNs();
    }

    /**
     * Sets when the guest was started, for a guest that takes over another's state.
     *
     * @param clockNs nanoseconds on this guest's clock
     */
    public void startedAt(final long clockNs) {
        time.startedAt(clockNs);
    }

    /**
     * What time it is for the guest.
     *
     * @return nanoseconds since it was started
     */
    public long timeNs() {
        return time.sinceStart(clock.nanoTime());
    }

    /**
     * Sets what time it is for a paused guest: it may be put back to an instant at which it was before.
     *
     * @param guestTimeNs nanoseconds since it was started
     */
    public void timeIs(final long guestTimeNs) {
        time.startedAt(clock.nanoTime() - guestTimeNs);
    }

    /**
     * The guest's memory.
     *
     * @return memory
     */
    public GuestMemory memory() {
        return memory;
    }

    /**
     * Its absent pages, and what its vCPUs' waiting for them came to.
     *
     * @return faults; null for a guest that never had absent pages
     */
    public Faults faults() {
        return faults;
    }

    /**
     * The virtual CPUs: agents, each to be driven by a thread of its own or by a scheduler.
     *
     * @return at least one
     */
    public List<Vcpu> vcpus() {
        return List.copyOf(vcpus);
    }

    /**
     * The phases by which its operations are told apart.
     *
     * @return phases
     */
    public OperationPhases phases() {
        return phases;
    }
}
