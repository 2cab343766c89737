package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.protocol.Greeting;
import io.whimbrel.engine.protocol.GuestForm;
import io.whimbrel.engine.protocol.Wire;
import io.whimbrel.engine.snapshot.ExecutionState;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;

/**
 * What the destination sets up for the guest that a hello describes: checked, mapped, populated step by step, and the
 * program built. Everything that can be refused is refused here, before a page is sent.
 */
final class Reception {

    private static final long POPULATE_STEP_BYTES = 8 << 20;

    private final GuestMemory memory;
    private final Guest guest;
    private final Fetch fetch;
    private final GuestForm form;
    /** Null for a guest that comes page by page. */
    private final SteppedImage image;
    private long populated;

    private Reception(final Guest guest, final Fetch fetch, final GuestForm form, final SteppedImage image) {
        this.memory = guest.memory();
        this.guest = guest;
        this.fetch = fetch;
        this.form = form;
        this.image = image;
    }

    /**
     * Sets up.
     *
     * @throws RuntimeException whose message says in one line why the guest is refused
     */
    static Reception of(final long migrationId, final Greeting greeting, final DestinationSettings settings,
            final MigrationTimings timings, final NanoClock clock, final PeerClock peerClock) {
        if (greeting.protocolVersion() != Wire.PROTOCOL_VERSION) {
            throw new IllegalArgumentException("the source speaks version " + greeting.protocolVersion()
                    + " of the protocol, this destination version " + Wire.PROTOCOL_VERSION);
        }
        if (greeting.byteOrderMark() != Wire.nativeByteOrderMark()) {
            throw new IllegalArgumentException("the source's machine has another byte order");
        }
        if (settings.pageBytes() != 0 && settings.pageBytes() != greeting.pageBytes()) {
            throw new IllegalArgumentException("the guest has pages of " + greeting.pageBytes()
                    + " B, this destination accepts only " + settings.pageBytes() + " B");
        }
        final PageGeometry geometry = new PageGeometry(greeting.memoryBytes(), (int) greeting.pageBytes());
        final PageEncoding encoding = settings.encodings().apply(greeting.encoding());
        final GuestProgram program = settings.guests().create(greeting.guest(), geometry, greeting.vcpus());
        final GuestMemory memory = program.newMemory(geometry);
        try {
            final Faults faults = new Faults(geometry.pages(), program.vcpus(), clock);
            final Guest guest = Guest.arriving(memory, program, faults, clock);
            final SteppedImage image = greeting.form().isImage()
                    ? new SteppedImage(settings.images().create(memory, greeting.guest(), greeting.vcpus(),
                            guest.stateLength()), geometry)
                    : null;
            return new Reception(guest,
                    new Fetch(new ArrivingMemory(memory, faults, encoding, clock, peerClock), faults, migrationId,
                            timings.heartbeatIntervalNs()),
                    greeting.form(), image);
        } catch (final RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /** Provides some more of the memory; true when all of it is there. */
    boolean populate() {
        final long step = Math.min(POPULATE_STEP_BYTES, memory.geometry().memoryBytes() - populated);
        memory.populate(populated, step);
        populated += step;
        return populated == memory.geometry().memoryBytes();
    }

    Guest guest() {
        return guest;
    }

    Fetch fetch() {
        return fetch;
    }

    /** Writes pages that have come to the image as which the guest comes; how many. */
    int store() {
        return image == null ? 0 : image.write(fetch.arriving().presence()::isPresent);
    }

    /**
     * Goes on completing that image and reading the guest back from it, once every page is here.
     *
     * @param state the execution state that came with the pages
     * @return true when the guest is as it was, or is to be, started
     */
    boolean restore(final DirectBuffer state) {
        if (image == null) {
            guest.loadState(state, 0, state.capacity());
            return true;
        }
        if (!image.isWritten()) {
            return false;
        }
        if (!image.isComplete()) {
            image.complete(stateFor(state));
            return false;
        }
        if (!image.load()) {
            return false;
        }
        final long startNs = guest.startNs();
        image.state().loadInto(guest);
        // Its clients' time has gone on while it was suspended.
        guest.startedAt(startNs);
        return true;
    }

    private ExecutionState stateFor(final DirectBuffer announced) {
        if (form == GuestForm.CHECKPOINT) {
            return new ExecutionState(announced, 0, announced.capacity(), guest.timeNs());
        }
        if (announced.capacity() != guest.vcpus().size() << 3) {
            throw new IllegalArgumentException("a guest that starts afresh comes with an execution state");
        }
        return ExecutionState.of(guest);
    }

    /** Starts a guest in the place of the one that was stopped, if it comes so. */
    void start(final long nowNs, final DirectBuffer completions) {
        if (form == GuestForm.BOOT_IMAGE) {
            final long[] lastCompletedNs = new long[guest.vcpus().size()];
            for (int i = 0; i < lastCompletedNs.length; i++) {
                lastCompletedNs[i] = completions.getLong(i << 3);
            }
            guest.startInPlaceOf(nowNs, nowNs - guest.startNs(), lastCompletedNs, guest.phases().duringFromNs());
        }
    }
}
